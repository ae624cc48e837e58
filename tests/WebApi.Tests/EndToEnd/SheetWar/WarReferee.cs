using System.Text.Json;
using ZoomApprover.Simulators.Sheets;
using ZoomApprover.Simulators.Zoom;

namespace ZoomApprover.WebApi.Tests.EndToEnd.SheetWar;

/// <summary>Knows what people did, what Zoom let in, what stands in the sheet, and what the API says; nothing of the service's insides.</summary>
internal sealed class WarReferee(War war)
{
    private readonly List<string> faults = [];

    // what was to empty an id then has hit another column: it stays, and a person sees it beside an empty status
    private bool HasMovedInWrite => People.Done.ContainsKey(Robot.MoveInWrite);

    private SimTab Tab => war.World.Tab;

    private Robot People => war.Robot;

    /// <summary>Everything that is not as it should be.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync()
    {
        var items = (await war.Service.GetAsync("/api/invitations?pageSize=500")).GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("code").GetString()!, StringComparer.Ordinal);
        var status = await war.Service.GetAsync("/api/status");
        Check(status.GetProperty("list").GetProperty("marksOwed").GetInt32() == 0, $"marks are owed: {status.GetRawText()}");
        OtherColumnsAreAsPeopleLeftThem();
        foreach (var code in Robot.Codes.Take(Robot.GuestCodes))
        {
            CodeIsRight(code, items[code]);
        }

        foreach (var code in Robot.Codes.Skip(Robot.GuestCodes).Where(code => People.RowOf(code) > 0))
        {
            var (stands, wanted) = (Stands(code, Robot.Status), People.Notes.GetValueOrDefault(code));
            Check(Equals(stands ?? "", wanted ?? ""), $"the status of {code}, which nobody uses, is \"{stands}\" and should be \"{wanted}\"");
            Check((Stands(code, Robot.Id) ?? "") is "" || HasMovedInWrite, $"{code}, which nobody uses, has an id");
        }

        return faults;
    }

    private void OtherColumnsAreAsPeopleLeftThem()
    {
        foreach (var (code, name) in People.Names)
        {
            Check(People.RowOf(code) > 0, $"{code} stands nowhere");
            Check(Equals(Stands(code, Robot.Name), name), $"the name of {code} is \"{Stands(code, Robot.Name)}\" and should be \"{name}\"");
            Check(Equals(Stands(code, People.SeatHeader), Robot.SeatOf(code)), $"the seat of {code} is \"{Stands(code, People.SeatHeader)}\"");
        }
    }

    private void CodeIsRight(string code, JsonElement item)
    {
        var times = People.Cleared.Count(one => one == code);
        var guests = war.Guests.Where(guest => guest.Code == code).ToList();
        var letIn = war.World.Zoom.Approvals.Where(one => guests.Exists(guest => guest.Registrant.Id == one.RegistrantId)).ToList();
        Check(letIn.Count <= 1 + times, $"{code} let {letIn.Count} in and was given back {times} times");
        Check(guests.Count == 0 || letIn.Count > 0, $"{code} let nobody in of {guests.Count}");
        Check(guests.TrueForAll(guest => guest.Registrant.Status != SimRegistrant.Approved || letIn.Exists(one => one.RegistrantId == guest.Registrant.Id)), $"{code} has one who is in by nobody's call");

        // a person's clearing gives it back; whoever registers later has it then
        var freed = letIn.Count <= times;
        var holder = freed ? null : letIn[^1].RegistrantId;
        Check(item.GetProperty("state").GetString() == (guests.Count == 0 || freed ? "free" : "used"), $"{code} is {item.GetProperty("state")}, let {letIn.Count} in and was given back {times} times");
        Check(Equals(Stands(code, Robot.Status) ?? "", guests.Count == 0 || freed ? "" : Robot.Mark), $"the status of {code} is \"{Stands(code, Robot.Status)}\"");
        Check(freed || holder is null || Equals(Stands(code, Robot.Id), holder), $"the id of {code} is \"{Stands(code, Robot.Id)}\" and should be \"{holder}\"");
    }

    private object? Stands(string code, string header) => People.RowOf(code) is > 0 and var row && Tab.Find(header) is > 0 and var column ? Tab.Cell(row, column) : null;

    private void Check(bool isRight, string fault)
    {
        if (!isRight)
        {
            faults.Add(fault);
        }
    }
}
