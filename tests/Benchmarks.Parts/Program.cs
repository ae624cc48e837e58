using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ZoomApprover.Benchmarks.Parts;

// In this process: a build of its own for each benchmark would take minutes.
BenchmarkRunner.Run<OneDelivery>(
    DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)).WithArtifactsPath(args.Length > 0 ? args[0] : "artifacts/benchmarks"));
