using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ZoomApprover.WebApi.Swagger;

/// <summary>Unknown fields are ignored, so no schema forbids them.</summary>
internal sealed class OpenSchemas : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is OpenApiSchema { AdditionalProperties: null } open)
        {
            open.AdditionalPropertiesAllowed = true;
        }
    }
}
