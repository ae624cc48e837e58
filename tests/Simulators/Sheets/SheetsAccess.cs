namespace ZoomApprover.Simulators.Sheets;

/// <summary>What a service account may do in a spreadsheet.</summary>
public enum SheetsAccess
{
    None,
    Viewer,
    Editor,
}
