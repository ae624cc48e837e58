using ZoomApprover.Infrastructure.Ledger;
using ZoomApprover.WebApi.Access;
using ZoomApprover.WebApi.Configuration;
using ZoomApprover.WebApi.Configuration.Files;
using ZoomApprover.WebApi.Start;

var (command, options) = Commands.Split(args);

// the program's own folder, never the one somebody happened to start it from
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = options, ContentRootPath = AppContext.BaseDirectory });
var start = ConfigurationSources.Add(builder.Configuration, new StartPlace(builder.Environment.ContentRootPath, builder.Environment.IsDevelopment()), options);
var reading = SettingsReader.Read(builder.Configuration, start);
if (reading.Settings is not { } settings)
{
    await Console.Error.WriteAsync(FaultReport.Text(reading.Faults, FaultReport.LanguageOf(Environment.GetEnvironmentVariable)));
    return StartRefusedException.BadConfiguration;
}

if (command.Length > 0)
{
    return await Commands.RunAsync(command, options, settings, TimeProvider.System);
}

builder.AddLogs();
builder.AddZoomApprover(settings);
var app = builder.Build();
try
{
    await Opening.OpenAsync(app.Services, settings);
    app.UseZoomApprover(settings);
    await Listening.StartAsync(app);
    Banner.Print(app.Logger, settings, app.Services.GetRequiredService<ILedgerHealth>().Path, app.Services.GetRequiredService<AdminKey>(), app.Urls, reading.Warnings, app.Environment.IsDevelopment());
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception refused) when (refused is LedgerRefusedException or StartRefusedException)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return refused is StartRefusedException { ExitCode: var code } ? code : StartRefusedException.BadConfiguration;
}
finally
{
    await app.DisposeAsync();
}
