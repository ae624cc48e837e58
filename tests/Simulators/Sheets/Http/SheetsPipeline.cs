using Microsoft.AspNetCore.Http;

namespace ZoomApprover.Simulators.Sheets.Http;

/// <summary>The way of one request: log, wait for the test's hook, fault or answer.</summary>
internal sealed class SheetsPipeline(SheetsState state, SheetsApi api, Func<Task> beforeWrite, CancellationToken stopping)
{
    public const string RedirectPath = "/redirected";

    public async Task HandleAsync(HttpContext context)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            if (context.Request.Path == RedirectPath)
                state.Faults.CountRedirect();
            await HandleAsync(context, await SheetsRequest.TakeAsync(context), ends.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            context.Abort(); // the caller hung up, or the server stops
        }
    }

    private async Task HandleAsync(HttpContext context, SheetsRequest request, CancellationToken stop)
    {
        var call = Log(request);
        if (call.IsWrite)
            await beforeWrite();

        var fault = state.Faults.Take(request.Endpoint);
        switch (fault?.Kind)
        {
            case FaultKind.Reset:
                context.Abort();
                return;
            case FaultKind.Hang:
                await Task.Delay(Timeout.Infinite, stop);
                return;
            case FaultKind.HugeBody:
                call.Status = 200;
                state.Options.Journal?.Note("answer", new { Call = call.Number, call.Status });
                await AnswerWriter.WriteHugeAsync(context, stop);
                return;
        }

        var answer = AnswerFor(request, fault, call);
        switch (fault?.Kind)
        {
            case FaultKind.AppliedThenLost:
                context.Abort();
                return;
            case FaultKind.AppliedThenHang:
                await Task.Delay(Timeout.Infinite, stop);
                return;
            case FaultKind.Slow:
                await Task.Delay(fault.Delay, stop);
                break;
        }

        call.Status = answer.Status;
        state.Options.Journal?.Note("answer", new { Call = call.Number, call.Status });
        await (fault?.Kind switch
        {
            FaultKind.CutJson => AnswerWriter.WriteCutAsync(context, answer, stop),
            FaultKind.Drip => AnswerWriter.WriteDrippingAsync(context, answer, stop),
            _ => AnswerWriter.WriteAsync(context, answer, request, stop),
        });
    }

    /// <summary>Either the fault's answer before anything happens, or the real one, or the fault's after it happened.</summary>
    private SheetsAnswer AnswerFor(SheetsRequest request, SheetsFault? fault, SheetsCall call)
    {
        switch (fault?.Kind)
        {
            case FaultKind.Status:
                return Error(fault) with { RetryAfter = fault.RetryAfter };
            case FaultKind.Html:
                return SheetsErrors.Page(fault.HttpStatus);
            case FaultKind.Redirect:
                return new(307) { Location = RedirectPath };
        }

        SheetsAnswer answer;
        lock (state.Gate)
        {
            state.Answering = call;
            answer = api.Answer(request);
            state.Answering = null;
        }

        return (answer.IsSuccess, fault?.Kind) switch
        {
            (true, FaultKind.AppliedThenStatus) => Error(fault!),
            (true, FaultKind.EmptyBody) => new(200),
            _ => answer,
        };

        SheetsAnswer Error(SheetsFault one) => SheetsErrors.ByStatus(one.HttpStatus, request.Endpoint,
            request.Endpoint is SheetsEndpoint.Write ? state.Options.WritesPerMinute : state.Options.ReadsPerMinute);
    }

    private SheetsCall Log(SheetsRequest request)
    {
        lock (state.Gate)
        {
            var call = Described(request);
            state.Calls.Add(call);
            state.Options.Journal?.Note("call", new { Call = call.Number, call.Endpoint });
            return call;
        }
    }

    private SheetsCall Described(SheetsRequest request) => new()
    {
        Number = state.Calls.Count + 1,
        At = state.Now,
        Endpoint = request.Endpoint,
        Method = request.Method,
        Path = request.Path,
        Query = request.Query,
        Body = request.BodyText,
        Headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
    };
}
