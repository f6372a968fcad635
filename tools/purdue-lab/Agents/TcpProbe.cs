using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace FieldNode.PurdueLab;

/// <summary>One TCP connection: whether somebody takes it, and what comes back to what is sent.</summary>
internal static class TcpProbe
{
    internal static async Task<JsonObject> RunAsync(AgentArguments a)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var limit = new CancellationTokenSource(a.Number("waitMs", 2000));
        byte[] got = new byte[4096];
        try
        {
            await socket.ConnectAsync(a.Text("host"), a.Number("port"), limit.Token);
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            return new JsonObject { ["connected"] = false, ["why"] = failure is SocketException socketFailure ? socketFailure.SocketErrorCode.ToString() : "no answer" };
        }
        int count = 0;
        string end = "open";
        try
        {
            if (a.Maybe("base64") is { } text)
            {
                await socket.SendAsync(Convert.FromBase64String(text), limit.Token);
            }
            count = await socket.ReceiveAsync(got, limit.Token);
            end = count == 0 ? "closed" : "answered";
        }
        catch (SocketException failure)
        {
            end = failure.SocketErrorCode.ToString();
        }
        catch (OperationCanceledException)
        {
            // Nothing came.
        }
        return new JsonObject { ["connected"] = true, ["end"] = end, ["got"] = Convert.ToHexString(got.AsSpan(0, Math.Min(count, 32))) };
    }
}
