using FieldNode.Mqtt;

namespace FieldNode.Virtual.Tests;

public sealed class SeveritiesTests
{
    [Theory]
    [InlineData(LogSeverity.Info, NodeEvent.NodeBorn, 0)]
    [InlineData(LogSeverity.Info, NodeEvent.WritePassed, 7)]
    [InlineData(LogSeverity.Info, NodeEvent.Offline, (int)MqttFault.ClosedByUs)]
    [InlineData(LogSeverity.Warning, NodeEvent.Offline, (int)MqttFault.ClosedByBroker)]
    [InlineData(LogSeverity.Info, NodeEvent.DeviceDied, 0)]
    [InlineData(LogSeverity.Warning, NodeEvent.DeviceDied, 3)]
    [InlineData(LogSeverity.Error, NodeEvent.JournalFlash, 0)]
    [InlineData(LogSeverity.Info, NodeEvent.JournalFlash, 1)]
    [InlineData(LogSeverity.Error, NodeEvent.StoreState, 0)]
    [InlineData(LogSeverity.Info, NodeEvent.StoreState, 1)]
    [InlineData(LogSeverity.Warning, NodeEvent.PortState, 1)]
    [InlineData(LogSeverity.Info, NodeEvent.PortState, 0)]
    [InlineData(LogSeverity.Warning, NodeEvent.TagState, 3)]
    [InlineData(LogSeverity.Info, NodeEvent.TagState, 0)]
    [InlineData(LogSeverity.Warning, NodeEvent.CertificateEnds, 29)]
    [InlineData(LogSeverity.Error, NodeEvent.StepFailed, 1)]
    [InlineData(LogSeverity.Warning, NodeEvent.CommandRefused, 1)]
    [InlineData(LogSeverity.Info, NodeEvent.TrialEnded, 0)]
    [InlineData(LogSeverity.Warning, NodeEvent.TrialEnded, 4)]
    public void Each_event_is_as_grave_as_what_somebody_has_to_do(LogSeverity severity, NodeEvent what, int number) =>
        Assert.Equal(severity, Severities.Of(what, number));
}
