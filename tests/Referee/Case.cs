namespace ZoomApprover.Referee;

/// <summary>What is to be judged, and by which measure.</summary>
/// <param name="Api">The service, running and settled.</param>
/// <param name="Zoom">Journal of the simulated Zoom.</param>
/// <param name="Sheets">Journal of the simulated sheet.</param>
/// <param name="Answers">The load generator's list of answers.</param>
/// <param name="CodeLength">Characters of a code in its compared form.</param>
/// <param name="LightPerSecond">Zoom's limit of the account's plan.</param>
/// <param name="MediumPerSecond">The same for lists and status calls.</param>
/// <param name="LongestWait">How long a registrant with a good code may have to wait for the approval, all outages included.</param>
/// <param name="Replicas">How many processes took the deliveries; each counts its own.</param>
internal sealed record Case(
    Uri Api, string Key, string Zoom, string Sheets, string Answers, IReadOnlyList<CaseMeeting> Meetings, int CodeLength, CaseColumns Columns,
    int LightPerSecond, int MediumPerSecond, TimeSpan LongestWait, int Replicas = 1)
{
    public string SessionOf(long meeting) => Meetings.First(one => one.Id == meeting).Session;

    public bool IsManaged(long meeting) => Meetings.Any(one => one.Id == meeting);
}

internal sealed record CaseMeeting(string Kind, long Id, string Session);

/// <summary>Headers of the list. Status, id and data are the service's, all others the people's.</summary>
internal sealed record CaseColumns(string Code, string Session, string Status, string RegistrantId, string Data, string MaxUses = "max_uses")
{
    public bool IsOurs(string? header) => header == Status || header == RegistrantId || header == Data;
}
