using Microsoft.AspNetCore.Mvc.Filters;

namespace ZoomApprover.WebApi.Errors;

/// <summary>
/// Names the field of a body that cannot be read. The JSON reader's own words name types of the program and positions.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BodyErrorsAttribute : ActionFilterAttribute
{
    /// <summary>Before the filter that answers 400 (-2000).</summary>
    public BodyErrorsAttribute() => Order = -3000;

    public override void OnActionExecuting(ActionExecutingContext context)
    {
        // the reader's errors are under a JSON path: "$" for the body, "$.code" for a field
        var unread = context.ModelState.Where(entry => entry.Value?.Errors.Count > 0 && entry.Key.StartsWith('$')).Select(entry => entry.Key).ToList();
        if (unread.Count == 0)
        {
            return;
        }

        context.ModelState.Clear(); // the other error says that the body is missing, which it is not
        foreach (var path in unread)
        {
            var field = path.TrimStart('$').TrimStart('.');
            context.ModelState.AddModelError(field.Length == 0 ? "body" : field, field.Length == 0 ? "The body is no JSON of the right form." : $"'{field}' cannot be read.");
        }
    }
}
