namespace FieldNode.Cli.Provision;

/// <summary>
/// Boards one after the other. It stops at the first that is not proven, for a fault that one board has the next may have too; started again it goes
/// on there, since what is proven has a record.
/// </summary>
internal sealed class Batch(IReadOnlyList<ProvisionOptions> boards, TextWriter output, TextReader? input)
{
    internal async Task<int> RunAsync(CancellationToken cancellation)
    {
        int done = 0;
        for (int i = 0; i < boards.Count; i++)
        {
            ProvisionOptions board = boards[i];
            string node = board.Renamed!.Value.Node;
            output.WriteLine(SafeText.Of($"board {i + 1} of {boards.Count}: {board.Renamed.Value.Group}/{node}{(board.Place is null ? "" : $", {board.Place}")}"));
            if (IsDone(board))
            {
                output.WriteLine("--   proven before");
                done++;
                continue;
            }
            if (!board.IsVirtual && input is not null)
            {
                output.Write($"Connect it to {board.Port} and press Enter; q and Enter stops: ");
                string? answer = await input.ReadLineAsync(cancellation);
                if (answer is null || answer.Trim().Equals("q", StringComparison.OrdinalIgnoreCase))
                {
                    output.WriteLine($"stopped: {done} of {boards.Count} proven. The same command goes on");
                    return ExitStatus.Wrong;
                }
            }
            int status;
            try
            {
                status = await new Provisioning(board, output).RunAsync(cancellation);
            }
            catch (UserError failure)
            {
                output.WriteLine(SafeText.Of($"FAIL  {node}: {failure.Message}"));
                status = failure.Status;
            }
            if (status != ExitStatus.Ok)
            {
                output.WriteLine($"stopped at {node}: {done} of {boards.Count} proven. Correct that; the same command then continues");
                return ExitStatus.Wrong;
            }
            done++;
        }
        output.WriteLine($"{done} of {boards.Count} proven");
        return ExitStatus.Ok;
    }

    /// <summary>Proven, with the settings that the list wants now.</summary>
    private static bool IsDone(ProvisionOptions board)
    {
        (string group, string node) = board.Renamed!.Value;
        KeptRecord? record = new RecordFolder(board.RecordsFolder).OfNode(group, node);
        return record is { Verdict: ProofResult.Proven }
            && (board.Serial is null || string.Equals(board.Serial, record.Serial, StringComparison.OrdinalIgnoreCase))
            && record.SettingsSha256 == NodeFile.Read(board.SettingsFile!, null, board.Renamed).Sha256;
    }
}
