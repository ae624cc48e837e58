namespace ZoomApprover.WebApi.Configuration;

/// <summary>One thing in the configuration that a person must change before the service can start.</summary>
/// <param name="Key">The key, as <c>Zoom:ClientId</c>, or the path of the file.</param>
/// <param name="Seen">What stands there now; of a secret never more than its length.</param>
/// <param name="Mend">What to do.</param>
internal sealed record ConfigurationFault(string Key, Words Seen, Words Mend);
