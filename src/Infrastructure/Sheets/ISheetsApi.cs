using Refit;

namespace ZoomApprover.Infrastructure.Sheets;

/// <summary>The three calls of Google Sheets API v4 that we make. Answers come raw: their bodies are read as streams.</summary>
internal interface ISheetsApi
{
    [Get("/v4/spreadsheets/{id}?fields=spreadsheetId,properties(timeZone),sheets.properties(sheetId,title,index)&prettyPrint=false")]
    Task<HttpResponseMessage> GetTabsAsync(string id, CancellationToken cancellationToken);

    /// <param name="ranges">One range; a quoted title is the whole tab.</param>
    [Get("/v4/spreadsheets/{id}/values:batchGet?valueRenderOption=UNFORMATTED_VALUE&dateTimeRenderOption=SERIAL_NUMBER&fields=valueRanges(range,values)&prettyPrint=false")]
    Task<HttpResponseMessage> ReadAsync(string id, string ranges, CancellationToken cancellationToken);

    [Post("/v4/spreadsheets/{id}/values:batchUpdate?fields=spreadsheetId,totalUpdatedCells&prettyPrint=false")]
    Task<HttpResponseMessage> WriteAsync(string id, [Body(buffered: true)] SheetWrite write, CancellationToken cancellationToken);
}
