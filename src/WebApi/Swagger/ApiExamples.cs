using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using ZoomApprover.WebApi.Backup;
using ZoomApprover.WebApi.Invitations;
using ZoomApprover.WebApi.Registrations;

namespace ZoomApprover.WebApi.Swagger;

/// <summary>Fills in what a person would try first; it fits the webhook's examples.</summary>
internal sealed class ApiExamples(Sample sample) : IOperationFilter
{
    private static readonly Dictionary<Type, (string Summary, JsonObject Body)[]> Bodies = new()
    {
        [typeof(ApproveBody)] =
        [
            ("With a code, which is spent", new() { ["code"] = Sample.Code }),
            ("On your word, no code is spent", []),
        ],
        [typeof(DenyBody)] = [("Zoom cannot undo it", new() { ["confirm"] = true })],
        [typeof(BackupBody)] = [("A name of your own", new() { ["name"] = "before-the-event.db" }), ("Named by the time", [])],
        [typeof(ReleaseBody)] = [("The code opens once more", new() { ["code"] = Sample.Code })],
        [typeof(HoldBody)] =
        [
            ("By mistake: what was cleared comes back", new() { ["answer"] = "keep" }),
            ("Meant: the list is followed", new() { ["answer"] = "confirm" }),
        ],
        [typeof(GenerateBody)] =
        [
            ("Codes in the answer", new() { ["count"] = 5, ["session"] = "1", ["prefix"] = "ASM" }),
            ("Rows added to the Google Sheet", new() { ["count"] = 5, ["session"] = "1", ["prefix"] = "ASM", ["to"] = "sheet" }),
        ],
        [typeof(RegistrationSearch)] =
        [
            ("Who waits", new() { ["status"] = "waiting", ["page"] = 1, ["pageSize"] = 50 }),
            ("Part of a name, an address or a code", new() { ["text"] = "ana" }),
        ],
    };

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var body = context.ApiDescription.ParameterDescriptions.FirstOrDefault(parameter => parameter.Source == BindingSource.Body);
        if (body is not null && Bodies.TryGetValue(body.Type, out var examples) && operation.RequestBody?.Content is { } content)
        {
            content[JsonOnly.Json].Examples = examples.ToDictionary(
                example => example.Summary, IOpenApiExample (example) => new OpenApiExample { Summary = example.Summary, Value = example.Body.DeepClone() });
        }

        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path))
        {
            parameter.Example = parameter.Name switch
            {
                "kind" => sample.Kind,
                "meetingId" => sample.MeetingId,
                "registrantId" => Sample.Registrant,
                _ => null,
            };
        }
    }
}
