using System.Globalization;
using System.Text.Json;
using FieldNode.Virtual;
using Microsoft.Data.Sqlite;

namespace FieldNode.Cli.Fleet;

/// <summary>
/// What a desk has seen, in SQLite, so that one that starts knows who is missing and since when. Several desks may use one file: each write is a transaction, what was heard later
/// wins, and an alert is raised by one of them.
/// </summary>
internal sealed class FleetStore : IDisposable
{
    internal const int Version = 1;
    internal const int EventsPerNode = 200;

    private const int ApplicationId = 0x464e464c; // "FNFL"
    private const int BusySeconds = 5;

    private const string Schema = """
        CREATE TABLE desk(broker TEXT NOT NULL);
        CREATE TABLE node(grp TEXT NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL, since INTEGER NOT NULL, heard INTEGER, born INTEGER, died INTEGER, bdseq INTEGER,
            facts TEXT NOT NULL, PRIMARY KEY(grp, name)) WITHOUT ROWID;
        CREATE TABLE event(id INTEGER PRIMARY KEY, grp TEXT NOT NULL, node TEXT NOT NULL, utc INTEGER NOT NULL, text TEXT NOT NULL);
        CREATE UNIQUE INDEX event_once ON event(grp, node, utc, text);
        CREATE TABLE alert(grp TEXT NOT NULL, node TEXT NOT NULL, kind INTEGER NOT NULL, raised INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY(grp, node, kind)) WITHOUT ROWID;
        """;

    private readonly string path;
    private readonly SqliteConnection connection;

    private FleetStore(string path, SqliteConnection connection) => (this.path, this.connection) = (path, connection);

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="broker">Whose nodes it is about, as host:port.</param>
    /// <exception cref="UserError">It is no store of this broker, damaged, locked, or of a newer program.</exception>
    internal static FleetStore Open(string path, string broker)
    {
        if (RegularFile.WhatElse(path) is { } what)
        {
            throw new UserError($"--store {path}: {what}, not a file. Name a file that is there or is to be made", ExitStatus.Usage);
        }
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = BusySeconds }.ToString());
        try
        {
            MakeFile(path);
            connection.Open();
            var store = new FleetStore(path, connection);
            store.Prepare(broker);
            return store;
        }
        catch (Exception failure)
        {
            connection.Dispose();
            throw failure is UserError ? failure : Told(path, failure);
        }
    }

    /// <summary>Where a desk keeps it unless told otherwise: one file for each broker.</summary>
    internal static string DefaultPath(string broker)
    {
        string root = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state
            ? state : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        string name = string.Concat(broker.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '_'));
        return Path.Combine(root, "fieldnode", $"fleet-{name}.db");
    }

    internal IReadOnlyList<StoredNode> Nodes() => Guard(() =>
    {
        using SqliteCommand command = Command("SELECT grp, name, state, since, heard, born, died, bdseq, facts FROM node");
        using SqliteDataReader row = command.ExecuteReader();
        var all = new List<StoredNode>();
        while (row.Read())
        {
            all.Add(new StoredNode
            {
                Group = row.GetString(0), Name = row.GetString(1),
                State = Enum.TryParse(row.GetString(2), out FleetState state) ? state : throw new JsonException($"state {row.GetString(2)}"),
                SinceUtc = TimeOf(row.GetInt64(3)), HeardUtc = Time(row, 4), BornUtc = Time(row, 5), DiedUtc = Time(row, 6),
                BdSeq = row.IsDBNull(7) ? null : (ulong)row.GetInt64(7), Facts = JsonSerializer.Deserialize<NodeFacts>(row.GetString(8)) ?? NodeFacts.None,
            });
        }
        return all;
    });

    /// <summary>The newest first.</summary>
    internal IReadOnlyList<FleetEvent> Events(string group, string node, int count = EventsPerNode) => Guard(() =>
    {
        using SqliteCommand command = Command("SELECT utc, text FROM event WHERE grp = $grp AND node = $node ORDER BY utc DESC, id DESC LIMIT $count", ("$grp", group), ("$node", node), ("$count", count));
        using SqliteDataReader row = command.ExecuteReader();
        var all = new List<FleetEvent>();
        while (row.Read())
        {
            all.Add(new FleetEvent(TimeOf(row.GetInt64(0)), group, node, row.GetString(1)));
        }
        return all;
    });

    /// <summary>Keeps all of it, or nothing.</summary>
    internal void Save(IReadOnlyCollection<StoredNode> nodes, IReadOnlyCollection<FleetEvent> events) => Guard(() =>
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        PutNodes(nodes);
        PutEvents(events);
        transaction.Commit();
        return 0;
    });

    internal IReadOnlyList<StandingAlert> Alerts() => Guard(() =>
    {
        using SqliteCommand command = Command("SELECT grp, node, kind, raised, count FROM alert");
        using SqliteDataReader row = command.ExecuteReader();
        var all = new List<StandingAlert>();
        while (row.Read())
        {
            all.Add(new StandingAlert(row.GetString(0), row.GetString(1), (AlertKind)row.GetInt32(2), TimeOf(row.GetInt64(3)), row.GetInt32(4)));
        }
        return all;
    });

    /// <summary>Keeps that an alert stands. It is told within the transaction: what ends in between is raised again, never lost.</summary>
    /// <returns>False: another desk has raised it.</returns>
    internal bool Raise(StandingAlert alert, Action tell) => Change(() => Run("INSERT OR IGNORE INTO alert(grp, node, kind, raised, count) VALUES($grp, $node, $kind, $raised, $count)",
        Key(alert, ("$raised", NumberOf(alert.RaisedUtc)), ("$count", alert.Count))), tell);

    internal void CountAgain(StandingAlert alert) => Guard(() => Run("UPDATE alert SET count = max(count, $count) WHERE grp = $grp AND node = $node AND kind = $kind", Key(alert, ("$count", alert.Count))));

    /// <returns>False: another desk has cleared it.</returns>
    internal bool Clear(StandingAlert alert, Action tell) => Change(() => Run("DELETE FROM alert WHERE grp = $grp AND node = $node AND kind = $kind", Key(alert)), tell);

    public void Dispose() => connection.Dispose();

    private void PutNodes(IEnumerable<StoredNode> nodes) // one command for all of them: to make one anew costs more than to run it
    {
        using SqliteCommand put = Command("""
            INSERT INTO node(grp, name, state, since, heard, born, died, bdseq, facts) VALUES($grp, $name, $state, $since, $heard, $born, $died, $bdseq, $facts)
            ON CONFLICT DO UPDATE SET state = excluded.state, since = excluded.since, heard = excluded.heard, born = excluded.born, died = excluded.died, bdseq = excluded.bdseq,
            facts = excluded.facts WHERE max(coalesce(excluded.heard, 0), coalesce(excluded.died, 0)) >= max(coalesce(node.heard, 0), coalesce(node.died, 0))
            """);
        foreach (StoredNode node in nodes)
        {
            Fill(put, ("$grp", node.Group), ("$name", node.Name), ("$state", node.State.ToString()), ("$since", NumberOf(node.SinceUtc)), ("$heard", Number(node.HeardUtc)),
                ("$born", Number(node.BornUtc)), ("$died", Number(node.DiedUtc)), ("$bdseq", (long?)node.BdSeq), ("$facts", JsonSerializer.Serialize(node.Facts))).ExecuteNonQuery();
        }
    }

    private void PutEvents(IReadOnlyCollection<FleetEvent> events)
    {
        using SqliteCommand put = Command("INSERT OR IGNORE INTO event(grp, node, utc, text) VALUES($grp, $node, $utc, $text)");
        foreach (FleetEvent one in events)
        {
            Fill(put, ("$grp", one.Group), ("$node", one.Node), ("$utc", NumberOf(one.Utc)), ("$text", one.Text)).ExecuteNonQuery();
        }
        using SqliteCommand drop = Command("DELETE FROM event WHERE id IN (SELECT id FROM event WHERE grp = $grp AND node = $node ORDER BY id DESC LIMIT -1 OFFSET $count)");
        foreach ((string group, string node) in events.Select(one => (one.Group, one.Node)).Distinct())
        {
            Fill(drop, ("$grp", group), ("$node", node), ("$count", EventsPerNode)).ExecuteNonQuery();
        }
    }

    private static void MakeFile(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        if (!File.Exists(path))
        {
            // What a plant is made of concerns nobody else on this machine.
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }
            new FileStream(path, options).Dispose();
        }
    }

    private void Prepare(string broker)
    {
        Run($"PRAGMA busy_timeout = {BusySeconds * 1000}");
        Run("PRAGMA journal_mode = WAL");
        Run("PRAGMA synchronous = NORMAL");
        using SqliteTransaction transaction = connection.BeginTransaction();
        long id = Scalar("PRAGMA application_id");
        long version = Scalar("PRAGMA user_version");
        bool isEmpty = Scalar("SELECT count(*) FROM sqlite_schema") == 0;
        if (!isEmpty && id != ApplicationId)
        {
            throw new UserError($"--store {path}: a database of another program. Name another file", ExitStatus.Usage);
        }
        if (!isEmpty && version != Version)
        {
            throw new UserError(version > Version
                ? $"--store {path}: written by a newer fieldnode (form {version}, this one knows {Version}). Use that one, or name another file"
                : $"--store {path}: of form {version}, which this fieldnode does not convert (it knows {Version}). Name another file: the desk begins anew", ExitStatus.Usage);
        }
        if (isEmpty)
        {
            Run(Schema);
            Run("INSERT INTO desk(broker) VALUES($broker)", ("$broker", broker));
            Run($"PRAGMA application_id = {ApplicationId}");
            Run($"PRAGMA user_version = {Version}");
        }
        transaction.Commit();
        using SqliteCommand command = Command("SELECT broker FROM desk");
        if (command.ExecuteScalar() is string other && other != broker)
        {
            throw new UserError($"--store {path}: of the broker {other}, not {broker}. Name another file, or its nodes would all count as gone", ExitStatus.Usage);
        }
        using SqliteCommand check = Command("PRAGMA quick_check(1)");
        if (check.ExecuteScalar() is string found && found != "ok")
        {
            throw Damaged(path, found);
        }
    }

    // That the telling failed is not the store's fault, so it goes out as it is, and nothing is kept.
    private bool Change(Func<int> change, Action tell)
    {
        using SqliteTransaction transaction = Guard(connection.BeginTransaction);
        bool isOurs = Guard(change) > 0;
        if (isOurs)
        {
            tell();
        }
        return Guard(() =>
        {
            transaction.Commit();
            return isOurs;
        });
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is SqliteException or JsonException or IOException)
        {
            throw Told(path, failure);
        }
    }

    private static UserError Told(string path, Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: 11 or 26 } damaged => Damaged(path, damaged.Message),
        JsonException unread => Damaged(path, unread.Message),
        SqliteException { SqliteErrorCode: 5 or 6 } => new UserError($"--store {path}: another program holds it locked for more than {BusySeconds} s. End that one, or name another file", ExitStatus.Wrong, failure),
        SqliteException { SqliteErrorCode: 13 } => new UserError($"--store {path}: the disk is full. Make room", ExitStatus.Wrong, failure),
        SqliteException { SqliteErrorCode: 8 or 14 } or UnauthorizedAccessException => new UserError(
            $"--store {path}: cannot be written by this user, or its folder cannot. Name a file in a folder that can", ExitStatus.Wrong, failure),
        SqliteException other => new UserError($"--store {path}: {other.Message}. Name another file", ExitStatus.Wrong, failure),
        _ => new UserError($"--store {path}: {NamedFile.WhyNot(path, failure)}", ExitStatus.Wrong, failure),
    };

    private static UserError Damaged(string path, string why) => new($"--store {path}: damaged, or no store of a desk ({why.ReplaceLineEndings(" ").TrimEnd('.')}). Move it away: the desk begins a new one, and knows the past no more");

    private SqliteCommand Command(string text, params (string Name, object? Value)[] values)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        return Fill(command, values);
    }

    private static SqliteCommand Fill(SqliteCommand command, params (string Name, object? Value)[] values)
    {
        command.Parameters.Clear();
        foreach ((string name, object? value) in values)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }
        return command;
    }

    private int Run(string text, params (string Name, object? Value)[] values)
    {
        using SqliteCommand command = Command(text, values);
        return command.ExecuteNonQuery();
    }

    private long Scalar(string text)
    {
        using SqliteCommand command = Command(text);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static (string Name, object? Value)[] Key(StandingAlert alert, params (string Name, object? Value)[] more) =>
        [("$grp", alert.Group), ("$node", alert.Node), ("$kind", (int)alert.Kind), .. more];

    private static long NumberOf(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;

    private static long? Number(DateTime? utc) => utc is { } time ? NumberOf(time) : null;

    private static DateTime TimeOf(long ms) => DateTime.UnixEpoch.AddTicks(ms * TimeSpan.TicksPerMillisecond);

    private static DateTime? Time(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : TimeOf(row.GetInt64(column));
}
