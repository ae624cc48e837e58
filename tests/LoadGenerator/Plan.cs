namespace ZoomApprover.LoadGenerator;

/// <summary>What a run is to be.</summary>
/// <param name="Control">Where the simulators are told what people do.</param>
/// <param name="Webhook">Where Zoom's deliveries go.</param>
/// <param name="Secret">They are signed with it.</param>
/// <param name="List">The file for what was answered.</param>
/// <param name="Codes">Unused ones, by session.</param>
internal sealed record Plan(
    Uri Control, Uri Webhook, string Secret, string List, int Seed, double PerSecond, IReadOnlyList<PlannedMeeting> Meetings, IReadOnlyDictionary<string, string[]> Codes);

internal sealed record PlannedMeeting(string Kind, long Id, string Session);
