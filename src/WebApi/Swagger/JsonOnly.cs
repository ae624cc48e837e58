using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ZoomApprover.WebApi.Swagger;

/// <summary>MVC offers plain text and other names of JSON too; nobody needs the choice.</summary>
internal sealed class JsonOnly : IOperationFilter
{
    public const string Json = "application/json";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        Keep(operation.RequestBody?.Content);
        foreach (var response in operation.Responses ?? [])
        {
            Keep(response.Value.Content);
        }
    }

    private static void Keep(IDictionary<string, OpenApiMediaType>? content)
    {
        foreach (var other in content?.Keys.Where(type => type != Json).ToList() ?? [])
        {
            content!.Remove(other);
        }
    }
}
