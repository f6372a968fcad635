using Microsoft.Extensions.Hosting;

namespace FieldNode.Cli.Fleet.Page;

/// <summary>The desk decides when it ends; the web host is to take no signals.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
