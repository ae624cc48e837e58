namespace ZoomApprover.Simulators.Sheets;

public enum SheetsEndpoint
{
    /// <summary>A call that fits no known path.</summary>
    Unknown,
    Token,
    Metadata,
    Read,
    Write,
}
