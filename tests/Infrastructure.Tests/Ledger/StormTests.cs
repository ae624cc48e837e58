using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>Everything that can happen, in an order nobody would think of, against a small model of Zoom.</summary>
internal sealed class StormTests(LedgerEngine engine) : LedgerTests(engine)
{
    private static readonly string[] People = ["r-1", "r-2", "r-3", "r-4"];
    private static readonly string[] Codes = ["K7P2", "M3M3"];

    // each statement goes to a server and back: what the engines may differ in shows long before
    private readonly int steps = engine == LedgerEngine.Postgres ? 100 : 400;

    [Test]
    public async Task Whatever_happens_no_code_admits_two_and_nobody_is_left_without_a_call_or_a_reason([Range(1, 20)] int seed)
    {
        await using var ledger = await A.Ledger();
        var storm = new Storm(ledger, seed);

        for (var step = 0; step < steps; step++)
        {
            await storm.Step();

            var faults = await storm.Faults();
            Assert.That(faults, Is.Empty, storm.Story);
        }

        await storm.CalmDown();
        Assert.That(await storm.FaultsAtRest(), Is.Empty, storm.Story);
    }

    private sealed class Storm(TestLedger ledger, int seed)
    {
        private readonly Random chance = new(seed);
        private readonly List<string> told = [];
        private readonly Dictionary<string, ZoomStatus> zoom = [];
        private readonly Dictionary<string, RegistrantBuilder> forms = [];
        private readonly HashSet<(string Code, int Generation)> twice = [];

        public string Story => $"seed {seed}\n{string.Join('\n', told.TakeLast(40))}";

        public async Task Step()
        {
            ledger.Time.Advance(TimeSpan.FromSeconds(chance.Next(1, 30)));
            var (who, code) = (Pick(People), Pick(Codes));
            switch (chance.Next(13))
            {
                case 0 or 1 when Zoom(who) is not ZoomStatus.Approved:
                    forms[who] = A.Registrant(who).With(code: code, remark: $"{chance.Next(3)}", registered: ledger.Now);
                    if (chance.Next(5) == 0)
                    {
                        forms[who] = forms[who].With(candidates: Codes, waits: WaitingReason.SeveralCodes);
                    }

                    zoom[who] = ZoomStatus.Pending;
                    Tell("registers", who, code, await ledger.Record(forms[who].With(observed: ledger.Now)));
                    break;
                case 2 when forms.TryGetValue(who, out var form):
                    Tell("delivered again", who, "", await ledger.Record(form.With(observed: ledger.Now)));
                    break;
                case 3 or 4:
                    await Sweep(who);
                    break;
                case 5 when Zoom(who) is ZoomStatus.Pending:
                    zoom[who] = chance.Next(2) == 0 ? ZoomStatus.Approved : ZoomStatus.Denied;
                    Tell("decided in Zoom", who, "", zoom[who]);
                    break;
                case 6 when Zoom(who) is ZoomStatus.Approved && chance.Next(3) == 0:
                    zoom[who] = ZoomStatus.Pending;
                    Tell("left and came back in Zoom", who, "", "");
                    break;
                case 7:
                    Tell("release", who, code, (await ledger.Desk.ReleaseAsync(code)).End);
                    break;
                case 8 when chance.Next(3) == 0:
                    Tell("deny", who, "", (await ledger.Desk.DenyAsync(A.Key(who))).End);
                    break;
                case 9 when chance.Next(3) == 0:
                    var with = chance.Next(2) == 0 ? code : null;
                    Tell("approve by hand", who, with ?? "", (await ledger.Desk.ApproveAsync(A.Key(who), with)).End);
                    break;
                case 10 or 11 or 12:
                    await Send(chance.Next(3) == 0);
                    break;
                default:
                    break;
            }
        }

        /// <summary>Passes and sweeps until nothing moves.</summary>
        public async Task CalmDown()
        {
            for (var round = 0; round < 12; round++)
            {
                ledger.Time.Advance(TimeSpan.FromMinutes(10));
                await Send(read: true);
                ledger.Time.Advance(TimeSpan.FromMinutes(10));
                foreach (var who in People)
                {
                    await Sweep(who);
                }
            }
        }

        public async Task<List<string>> Faults()
        {
            List<string> faults = [];
            var all = await All();
            foreach (var one in all)
            {
                faults.AddRange(Rules(one).Where(rule => !rule.Holds).Select(rule => $"{one.Key.RegistrantId}: {rule.Name}"));
            }

            // who was let in by us, or may be by a call on its way, holds the code in its generation alone
            faults.AddRange(all
                .Where(one => one is { Code: not null, Owed.Wish: null or not Wish.Displace }
                    && (one.Status == RegistrationStatus.Approving || (one.Status == RegistrationStatus.Approved && one.AdoptedAt is null)))
                .GroupBy(one => (one.Code!, one.Generation))
                .Where(same => same.Count() > 1 && !twice.Contains(same.Key))
                .Select(same => $"{same.Key} admits {string.Join(" and ", same.Select(one => one.Key.RegistrantId))}"));
            foreach (var one in all.Where(one => one is { Code: not null, Status: RegistrationStatus.Approving, Owed.Wish: null or Wish.Release }))
            {
                if (await ledger.Holder(one.Code!) != one.Key.RegistrantId)
                {
                    faults.Add($"{one.Key.RegistrantId} is to be let in with {one.Code}, which it does not hold");
                }
            }

            return faults;
        }

        public async Task<List<string>> FaultsAtRest() => [.. (await All())
            .Where(one => one.Status switch
            {
                RegistrationStatus.Approved => Zoom(one.Key.RegistrantId) != ZoomStatus.Approved,
                RegistrationStatus.Denied => Zoom(one.Key.RegistrantId) != ZoomStatus.Denied,
                RegistrationStatus.Waiting => Zoom(one.Key.RegistrantId) != ZoomStatus.Pending,
                _ => true,
            })
            .Select(one => $"{one.Key.RegistrantId} rests {one.Status} and Zoom says {Zoom(one.Key.RegistrantId)}")];

        private static (string Name, bool Holds)[] Rules(Registration one) =>
        [
            ("waits without a reason", one.Status != RegistrationStatus.Waiting || one.Reason is not null),
            ("waits and owes a call", one.Status != RegistrationStatus.Waiting || one.Owed is null),
            ("is to be approved and nobody calls", one.Status != RegistrationStatus.Approving || one.Owed?.Action == ZoomAction.Approve),
            ("is to be denied and nobody calls", one.Status != RegistrationStatus.Denying || one.Owed?.Action == ZoomAction.Deny),
            ("is done and owes a call", one.Status is not (RegistrationStatus.Approved or RegistrationStatus.Denied) || one.Owed is null),
            ("has a wish without a call", one.Owed?.Wish is null || one.HasOpenAttempt),
            ("has a code without a generation", (one.Code is null) == (one.Generation == 0)),
        ];

        private async Task<List<Registration>> All() => [.. (await ledger.Desk.SearchAsync(new RegistrationFilter(null, null, null, null, 1, 100))).Items];

        private async Task Sweep(string who)
        {
            if (Zoom(who) is not { } status || !forms.TryGetValue(who, out var form))
            {
                return;
            }

            var asked = ledger.Now;
            ledger.Time.Advance(TimeSpan.FromSeconds(1));
            switch (status)
            {
                case ZoomStatus.Approved:
                    Recording recording = form.Swept(asked);
                    var adoption = await ledger.Adopt(form.Swept(asked), [.. recording.Candidates.Codes]);
                    foreach (var code in adoption.UsedTwice)
                    {
                        foreach (var one in (await All()).Where(one => one.Code == code))
                        {
                            twice.Add((code, one.Generation));
                        }
                    }

                    Tell("seen approved", who, "", adoption.Outcome);
                    break;
                case ZoomStatus.Denied:
                    await ledger.Registrations.DeniedInZoomAsync(A.Key(who), ledger.Now);
                    Tell("seen denied", who, "", "");
                    break;
                default:
                    Tell("seen pending", who, "", await ledger.Record(form.Swept(asked)));
                    break;
            }
        }

        // write ahead, call, read back; now and then the reading is left for later, or the call is lost
        private async Task Send(bool read)
        {
            foreach (var due in await ledger.Calls.DueAsync(ledger.Now, 2, []))
            {
                var id = due.Key.RegistrantId;
                if (!due.HasOpenAttempt)
                {
                    await ledger.BeginCall(id);
                    if (chance.Next(4) > 0 && Zoom(id) == ZoomStatus.Pending)
                    {
                        zoom[id] = due.Owed!.Action == ZoomAction.Approve ? ZoomStatus.Approved : ZoomStatus.Denied;
                    }

                    Tell("called", id, "", due.Owed!.Action);
                }

                if (read || due.HasOpenAttempt)
                {
                    Tell("read back", id, "", (await ReadBack(id)).Status);
                }
            }
        }

        // as the passes do it
        private async Task<Registration> ReadBack(string id)
        {
            var open = await ledger.Find(id);
            var (next, said) = (Zoom(id), open.Owed!.Action) switch
            {
                (ZoomStatus.Approved, _) => (Sending.Confirmed(open, ledger.Now), HistoryEvent.Confirmed),
                (ZoomStatus.Denied, _) => (Sending.Denied(open, ledger.Now), HistoryEvent.DeniedInZoom),
                (_, ZoomAction.Approve) when chance.Next(4) == 0 => (Sending.Refused(open, "300: odd", ledger.Now), HistoryEvent.CallRefused),
                _ => (Sending.NotDone(open, ledger.Now, counted: true), HistoryEvent.CallRefused),
            };
            await ledger.Settlements.SaveAsync([(open, next, said)]);
            var stored = await ledger.Find(id);
            if (open.Owed.Wish == Wish.Displace && stored is { Status: RegistrationStatus.Approved, Code: { } code })
            {
                twice.Add((code, stored.Generation));
            }

            return stored;
        }

        private ZoomStatus? Zoom(string who) => zoom.TryGetValue(who, out var status) ? status : null;

        private string Pick(string[] from) => from[chance.Next(from.Length)];

        private void Tell(string what, string who, string code, object outcome) => told.Add($"{ledger.Now:HH:mm:ss} {what} {who} {code}: {outcome}");
    }
}
