using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Tests.Ledger.Given;

/// <summary>Whatever a test needs, good as it is; a test names only what matters to it.</summary>
internal static class A
{
    public const string Code = "K7P2";
    public const string List = "event";

    /// <summary>When every test begins.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static readonly MeetingKey Meeting = new(MeetingKind.Meeting, 86412345678);

    /// <param name="folder">Where the file lies; null: a folder of its own that goes with the ledger.</param>
    /// <param name="byHand">Nothing is stored before the test drains the writer.</param>
    public static Task<TestLedger> Ledger(string list = List, bool dryRun = false, TempFolder? folder = null, bool byHand = false) =>
        Task.FromResult(new TestLedger(list, dryRun, folder, byHand));

    public static RegistrantBuilder Registrant(string id) => new(id);

    public static RegistrationKey Key(string id) => new(Meeting, id);
}
