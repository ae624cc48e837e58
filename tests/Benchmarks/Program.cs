using ZoomApprover.Benchmarks;
using ZoomApprover.Benchmarks.Children;

// Benchmarks [long|smoke]: started by tests/Benchmarks/run.sh. The other words are the programs it starts beside itself.
switch (args)
{
    case ["bare", var port]:
        return await BareServer.RunAsync(port);
    case ["list", var place]:
        return await ListPasses.RunAsync(place);
    case []:
        return await Run.AllAsync(Size.Short);
    case ["long"]:
        return await Run.AllAsync(Size.Long);
    case ["smoke"]:
        return await Run.AllAsync(Size.Smoke);
    default:
        await Console.Error.WriteLineAsync("Usage: Benchmarks [long|smoke], with the published service's folder in ZOOMAPPROVER_PUBLISHED");
        return 64;
}
