using System.Reflection;
using System.Xml.Linq;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace ZoomApprover.Architecture.Tests;

/// <summary>Dependencies point inward; each layer names exactly what it uses.</summary>
internal sealed class LayerTests
{
    private static readonly TestCaseData[] Layers =
    [
        new("Domain", Array.Empty<string>(), Array.Empty<string>()),
        new("Application", new[] { "Domain" }, new[] { "FluentValidation", "FluentValidation.DependencyInjectionExtensions", "MediatR", "Microsoft.Extensions.Logging.Abstractions" }),
        new("Infrastructure", new[] { "Application", "Domain" }, new[]
        {
            "CsvHelper", "Dapper", "Google.Apis.Auth", "Microsoft.Data.Sqlite", "Microsoft.Extensions.Http.Resilience", "Npgsql", "Polly", "Refit", "Refit.HttpClientFactory", "dbup-core", "dbup-postgresql", "dbup-sqlite",
        }),
        new("WebApi", new[] { "Application", "Domain", "Infrastructure" }, new[]
        {
            "OpenTelemetry.Exporter.OpenTelemetryProtocol", "OpenTelemetry.Exporter.Prometheus.AspNetCore", "OpenTelemetry.Extensions.Hosting", "Swashbuckle.AspNetCore",
        }),
    ];

    [TestCaseSource(nameof(Layers))]
    public void Layer_uses_exactly_these_layers(string layer, string[] layers, string[] packages)
    {
        var used = Assembly.Load($"ZoomApprover.{layer}").GetReferencedAssemblies()
            .Select(one => one.Name!).Where(name => name.StartsWith("ZoomApprover.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

        Assert.That(used, Is.EqualTo(layers.Select(one => $"ZoomApprover.{one}")));
    }

    [TestCaseSource(nameof(Layers))]
    public void Layer_names_exactly_these_packages(string layer, string[] layers, string[] packages)
    {
        var project = XDocument.Load(Path.Combine(Tree.Root, "src", layer, $"{layer}.csproj"));

        var named = project.Descendants("PackageReference").Select(one => one.Attribute("Include")!.Value).Order(StringComparer.Ordinal);

        Assert.That(named, Is.EqualTo(packages));
    }

    // what an assembly really calls, transitive packages included
    private static readonly TestCaseData[] Assemblies =
    [
        new("Domain", Array.Empty<string>()),
        new("Application", new[]
        {
            "FluentValidation", "FluentValidation.DependencyInjectionExtensions", "MediatR",
            "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions",
        }),
    ];

    [TestCaseSource(nameof(Assemblies))]
    public void Inner_layer_calls_nothing_from_outside_but_these(string layer, string[] assemblies)
    {
        var used = Assembly.Load($"ZoomApprover.{layer}").GetReferencedAssemblies().Select(one => one.Name!)
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal) && !name.StartsWith("ZoomApprover.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

        Assert.That(used, Is.EqualTo(assemblies));
    }

    [Test]
    public void Simulators_know_nothing_of_the_service()
    {
        var used = Assembly.Load("ZoomApprover.Simulators").GetReferencedAssemblies().Select(one => one.Name!);

        Assert.That(used, Has.None.StartsWith("ZoomApprover."));
        Assert.That(File.ReadAllText(Path.Combine(Tree.Root, "tests/Simulators/Simulators.csproj")), Does.Not.Contain("/src/"));
    }

    [Test]
    public void Every_controller_is_public_and_found()
    {
        var api = Assembly.Load("ZoomApprover.WebApi");
        var parts = new ApplicationPartManager();
        parts.ApplicationParts.Add(new AssemblyPart(api));
        parts.FeatureProviders.Add(new ControllerFeatureProvider());
        var found = new ControllerFeature();
        parts.PopulateFeature(found);

        var written = api.GetTypes().Where(type => !type.IsAbstract
            && (type.Name.EndsWith("Controller", StringComparison.Ordinal) || type.IsDefined(typeof(ApiControllerAttribute)) || typeof(ControllerBase).IsAssignableFrom(type)));

        Assert.That(found.Controllers.Select(type => type.Name), Is.EquivalentTo(written.Select(type => type.Name)));
        Assert.That(found.Controllers, Is.Not.Empty);
    }

    [Test]
    public void Solution_holds_every_project_and_each_has_its_lock_file()
    {
        var solution = File.ReadAllText(Path.Combine(Tree.Root, "ZoomApprover.sln")).Replace('\\', '/');

        Assert.That(Tree.Projects, Is.SupersetOf(new[]
        {
            "src/Application/Application.csproj", "src/Domain/Domain.csproj", "src/Infrastructure/Infrastructure.csproj", "src/WebApi/WebApi.csproj",
            "tests/Application.Tests/Application.Tests.csproj", "tests/Architecture.Tests/Architecture.Tests.csproj", "tests/DiskTrials/DiskTrials.csproj", "tests/Domain.Tests/Domain.Tests.csproj",
            "tests/Hostile.Tests/Hostile.Tests.csproj",
            "tests/Infrastructure.Tests/Infrastructure.Tests.csproj", "tests/Processes.Tests/Processes.Tests.csproj", "tests/Simulators/Simulators.csproj", "tests/WebApi.Tests/WebApi.Tests.csproj",
        }));
        Assert.That(Tree.Projects.Where(project => project.StartsWith("src/", StringComparison.Ordinal)).Count(), Is.EqualTo(4), "four layers");
        foreach (var project in Tree.Projects)
        {
            Assert.That(solution, Does.Contain($"\"{project}\""));
            Assert.That(Path.Combine(Tree.Root, Path.GetDirectoryName(project)!, "packages.lock.json"), Does.Exist);
        }
    }
}
