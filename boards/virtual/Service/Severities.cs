using FieldNode.Mqtt;

namespace FieldNode.Virtual;

/// <summary>How grave each event of a node is.</summary>
internal static class Severities
{
    private const int Good = 0; // a quality reason, an update reason: nothing is wrong

    /// <summary>The severity of an event.</summary>
    /// <param name="what">The event.</param>
    /// <param name="number">Its number, which may say that all is well again.</param>
    public static LogSeverity Of(NodeEvent what, int number) => what switch
    {
        NodeEvent.StepFailed or NodeEvent.InternalFault or NodeEvent.BirthNotEchoed or NodeEvent.BirthByOther or NodeEvent.BirthRetained => LogSeverity.Error,
        NodeEvent.JournalFlash or NodeEvent.StoreState => number == 0 ? LogSeverity.Error : LogSeverity.Info, // 1: it takes what is written again
        NodeEvent.Offline => number == (int)MqttFault.ClosedByUs ? LogSeverity.Info : LogSeverity.Warning,
        NodeEvent.DeviceDied or NodeEvent.TagState or NodeEvent.PortState or NodeEvent.UpdateEnded or NodeEvent.TrialEnded => number == Good ? LogSeverity.Info : LogSeverity.Warning,
        NodeEvent.RebirthRefused or NodeEvent.EchoRefused or NodeEvent.HostOffline or NodeEvent.CommandRefused or NodeEvent.CommandUnreadable
            or NodeEvent.WriteNotDone or NodeEvent.LostAfterBirth or NodeEvent.OfferRefused or NodeEvent.TimeRefused or NodeEvent.TimeStepped
            or NodeEvent.CertificateEnds or NodeEvent.OutputFallback or NodeEvent.EventsLost => LogSeverity.Warning,
        _ => LogSeverity.Info,
    };
}
