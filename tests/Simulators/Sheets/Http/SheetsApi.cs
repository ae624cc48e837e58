using ZoomApprover.Simulators.Sheets.Tokens;
using ZoomApprover.Simulators.Sheets.Values;

namespace ZoomApprover.Simulators.Sheets.Http;

/// <summary>Answers one request the way Google does, in the order Google checks. Called under the lock.</summary>
internal sealed class SheetsApi(SheetsState state, TokenOffice tokens)
{
    private readonly MinuteQuota reads = new(state.Options.ReadsPerMinute);
    private readonly MinuteQuota writes = new(state.Options.WritesPerMinute);

    public SheetsAnswer Answer(SheetsRequest request)
    {
        try
        {
            return request.Endpoint switch
            {
                SheetsEndpoint.Unknown => throw new UnexpectedCallException("path or method"),
                SheetsEndpoint.Token => tokens.Grant(request),
                _ => AnswerSheets(request),
            };
        }
        catch (RefusedException refused)
        {
            return refused.Answer;
        }
        catch (UnexpectedCallException unexpected)
        {
            state.Unexpected.Add($"{request.Method} {request.Path}{(request.Query.Length > 0 ? "?" : "")}{request.Query}: {unexpected.Message}");
            return SheetsErrors.Unexpected(unexpected.Message);
        }
    }

    private SheetsAnswer AnswerSheets(SheetsRequest request)
    {
        var isWrite = request.Endpoint is SheetsEndpoint.Write;
        if (request.Body.Length > SheetsRequest.BodyLimit)
            return SheetsErrors.Invalid($"Request payload size exceeds the limit: {SheetsRequest.BodyLimit} bytes.");
        if (tokens.Recognise(request.Headers.Authorization.ToString()) is not { } token)
            return SheetsErrors.Unauthenticated;
        if (state.ApiDisabled)
            return SheetsErrors.ApiDisabled;
        if (isWrite && !token.CanWrite)
            return SheetsErrors.ScopeTooSmall;
        if (state.Options.EnforceQuota && !(isWrite ? writes : reads).TryTake(token.Account.Email, state.Now))
            return SheetsErrors.QuotaExceeded(!isWrite, isWrite ? state.Options.WritesPerMinute : state.Options.ReadsPerMinute);
        if (!state.Spreadsheets.TryGetValue(request.SpreadsheetId, out var spreadsheet))
            return SheetsErrors.NotFound;
        if (spreadsheet.AccessOf(token.Account.Email) < (isWrite ? SheetsAccess.Editor : SheetsAccess.Viewer))
            return SheetsErrors.NoPermission;

        return new(200, request switch
        {
            { Endpoint: SheetsEndpoint.Metadata } => ReadMetadata.Get(spreadsheet, request),
            { Endpoint: SheetsEndpoint.Write } => WriteValues.BatchUpdate(spreadsheet, request, state.Now),
            { Segments.Length: 5 } => ReadValues.Get(spreadsheet, request),
            _ => ReadValues.BatchGet(spreadsheet, request),
        });
    }
}
