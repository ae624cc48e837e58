using System.Text.Json;
using ZoomApprover.Simulators.Host;

// Simulators.Host FOLDER: Zoom and Google Sheets as a process of their own. The folder gets their journals. The first line
// it prints says where they listen; it ends when its standard input does, so it never outlives who started it.
if (args is not [var folder])
{
    await Console.Error.WriteLineAsync("Usage: Simulators.Host FOLDER");
    return 64;
}

await using var stage = await Stage.OpenAsync(folder);
await using var control = await Control.StartAsync(stage);
Console.WriteLine(JsonSerializer.Serialize(stage.Describe(control.Address), JsonSerializerOptions.Web));
while (await Console.In.ReadLineAsync() is not null)
{
    // nothing is said this way but that the end has come
}

return 0;
