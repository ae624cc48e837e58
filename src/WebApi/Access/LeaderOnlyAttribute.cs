using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using ZoomApprover.Application.Ports;
using ZoomApprover.WebApi.Texts;

namespace ZoomApprover.WebApi.Access;

/// <summary>What only the process can do that runs the passes: it needs what that one remembers of the list. Others answer 409 and name it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LeaderOnlyAttribute : ActionFilterAttribute
{
    public override void OnActionExecuting(ActionExecutingContext context)
    {
        var lead = context.HttpContext.RequestServices.GetRequiredService<ILeadership>();
        if (!lead.IsLeading)
        {
            var detail = Sentences.Answer("AskTheLeader", Languages.Of(context.HttpContext.Request)) + (lead.Leader ?? "?");
            context.Result = ((ControllerBase)context.Controller).Problem(detail, statusCode: StatusCodes.Status409Conflict);
        }
    }
}
