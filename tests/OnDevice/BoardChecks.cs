using System;
using FieldNode.Esp32;
using FieldNode.Settings;

namespace FieldNode.OnDevice
{
    /// <summary>The boards as data, and who may have which pin. Nothing is opened, so it does not matter which board this is.</summary>
    internal static class BoardChecks
    {
        internal static void Run(Report report, ISelfTestHost host)
        {
            string[] names = BoardPins.WiredNames;
            for (int i = 0; i < names.Length; i++)
            {
                Check(report, BoardPins.FindWired(names[i]));
            }

            report.Check("a board that nobody knows", BoardPins.FindWired("none") == null);
            report.Check("a bare chip is no board", BoardPins.FindWired("esp32") == null);
            host.CheckBoard(report);
        }

        private static void Check(Report report, BoardPins board)
        {
            PinClaims claims = new PinClaims(board);
            int free = 0;
            while (board.WhyNot(free, true, false) != null || free == board.Led || free == board.Watchdog)
            {
                free++;
            }

            report.Check(board.Name + ": a free pin", Message(claims, free, "first") == null);
            report.Check(board.Name + ": the same owner once more", Message(claims, free, "first") == null);
            report.Check(board.Name + ": none", Message(claims, -1, "second") == null);
            string refusal = Message(claims, free, "second");
            report.Check(board.Name + ": another owner is told who has it: " + refusal,
                refusal == "pin " + free + " of second: first has it");
            report.Check(board.Name + ": the flash's pins", Message(claims, board.HasEthernet ? 11 : 32, "third") != null);
            report.Check(board.Name + ": the watchdog's pin", Message(claims, board.Watchdog, "third") != null);
            report.Check(board.Name + ": a pin that no chip has", Message(claims, 49, "third") == "pin 49 of third");
            claims.ClaimPort("COM3", "1-Wire");
            report.Check(board.Name + ": a UART has one owner", PortMessage(claims) == "COM3 of line: 1-Wire has it");
        }

        private static string Message(PinClaims claims, int pin, string owner)
        {
            try
            {
                claims.Claim(pin, owner);
                return null;
            }
            catch (ArgumentException e)
            {
                return e.Message;
            }
        }

        private static string PortMessage(PinClaims claims)
        {
            try
            {
                claims.ClaimPort("COM3", "line");
                return null;
            }
            catch (ArgumentException e)
            {
                return e.Message;
            }
        }
    }
}
