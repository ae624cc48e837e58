using Microsoft.AspNetCore.Http;

namespace ZoomApprover.Simulators.Zoom;

/// <summary>The way of one request: logged, judged, perhaps struck by a fault, answered.</summary>
internal sealed class ZoomPipeline(ZoomSimulator zoom, ZoomState state, ZoomApi api, TimeProvider time)
{
    private readonly FaultPlayer player = new(state, time, zoom.Standstill, zoom.CloseFor);

    public async Task HandleAsync(HttpContext context, CancellationToken stopping)
    {
        try
        {
            var request = await ZoomRequest.ReadAsync(context.Request, context.RequestAborted);
            var call = state.Arrived(request);
            await AnswerAsync(context, request, call, stopping);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested || stopping.IsCancellationRequested)
        {
            context.Abort(); // the caller gave up or Zoom went down: nobody to answer
        }
        catch (BadHttpRequestException)
        {
            context.Abort(); // the caller died in the middle of its request
        }
        catch (Exception exception)
        {
            state.Failed(exception);
            context.Abort();
        }
    }

    private async Task AnswerAsync(HttpContext context, ZoomRequest request, ZoomCall call, CancellationToken stopping)
    {
        if (request.Path.StartsWith(FaultPlayer.RedirectPath, StringComparison.Ordinal))
        {
            state.FollowedRedirect(call);
            await player.SendAsync(context, ZoomAnswer.NoContent, call); // the tempting answer
            return;
        }

        if (request.Unexpected is { } why)
        {
            await player.SendAsync(context, state.Unexpected(call, why), call);
            return;
        }

        // A hook is not stopped by a caller who gives up: the real Zoom would go on as well.
        var isStatus = request.Route!.Endpoint == ZoomEndpoint.Status;
        if (isStatus && zoom.OnStatusCall is { } before)
            await before().WaitAsync(stopping);

        var rule = zoom.Faults.Take(request);
        var planned = rule is null ? zoom.Faults.Plan?.Take(request, state.Find(request.Route.MeetingId)) : null;
        var fault = rule?.Fault ?? planned?.Fault;
        var answer = Runs(fault, isStatus) ? api.Answer(request, fault, call) : null;
        if (fault is { NeedsSuccess: true } && answer is { IsSuccess: false })
        {
            if (rule is not null)
                zoom.Faults.GiveBack(rule);
            if (planned is not null)
                zoom.Faults.Plan?.GiveBack(planned);
            fault = null;
        }

        if (isStatus && answer is { IsSuccess: true } && zoom.AfterEffect is { } after)
            await after().WaitAsync(stopping);

        await (fault is null ? player.SendAsync(context, answer!, call) : player.PlayAsync(context, fault, answer, call, stopping));
    }

    private static bool Runs(Fault? fault, bool isStatus) => fault is null or { Applied: true } || fault.Kind switch
    {
        FaultKind.NoEffect or FaultKind.NoEffectWithEmail or FaultKind.StaleRead => true,
        FaultKind.UnknownFields or FaultKind.Doubled or FaultKind.Moving => true,
        FaultKind.Cut or FaultKind.Half => !isStatus,
        _ => false,
    };
}
