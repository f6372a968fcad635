namespace FieldNode.Cli.Provision;

/// <summary>What nanoff has to know of a board. The addresses are those of the partition tables of nf-interpreter of July 2026.</summary>
/// <param name="Board">Name of its page in docs/boards.</param>
/// <param name="Target">Name of the runtime.</param>
/// <param name="DeployAddress">Where the program goes: nanoff's own guess is wrong for some (nanoframework/Home#1835).</param>
/// <param name="DeployBytes">Size of that partition, of the board's smallest flash.</param>
internal sealed record BoardTarget(string Board, string Target, int DeployAddress, int DeployBytes)
{
    /// <exception cref="UserError">It is not known how to flash it.</exception>
    internal static BoardTarget Of(string board) => board switch
    {
        // With 4 MB of flash; there is more with 16.
        "olimex-esp32-poe-iso-wrover" => new(board, "ESP32_OLIMEX_WROVER", 0x1E0000, 1792 * 1024),
        "esp32-s3-n16r8" => new(board, "ESP32_S3_OCTAL", 0x1B0000, 2944 * 1024),
        _ => throw new UserError($"board {board}: it is not known how to flash it", ExitStatus.Usage),
    };
}
