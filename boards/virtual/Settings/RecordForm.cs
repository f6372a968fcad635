using System.Globalization;
using System.Reflection;
using System.Text;
using FieldNode.Journal;
using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>
/// What is in a settings record and in which order, as <c>docs/SPEC.md</c> has it. Nobody lists it: each member is set by itself, and the first
/// bit of the record that changes says where it is. So it is what the firmware's own code does.
/// </summary>
public static class RecordForm
{
    private static readonly RecordSource source = new(0, 0);

    /// <summary>A line for each class: its members in the order of their bits, with kind and default.</summary>
    public static IReadOnlyList<string> Lines { get; } = Describe();

    /// <summary>What <see cref="SettingsRecord.Form"/> must be: CRC-32 of the lines.</summary>
    public static int Number { get; } = NumberOf(Lines);

    private static int NumberOf(IReadOnlyList<string> lines)
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        return Crc32.Of(text, 0, text.Length);
    }

    private static List<string> Describe()
    {
        var lines = new List<string>();
        Describe(typeof(NodeSettings), settings => (NodeSettings)settings, lines, []);
        return lines;
    }

    private static void Describe(Type type, Func<object, NodeSettings> inNode, List<string> lines, HashSet<Type> seen)
    {
        if (!seen.Add(type))
        {
            return;
        }
        byte[] usual = Content(inNode(Activator.CreateInstance(type)!));
        PropertyInfo[] members = [.. JsonNames.MembersOf(type).OrderBy(member => BitOf(type, member, inNode, usual))];
        lines.Add($"{type.Name}: " + string.Join("; ", members.Select(member => Described(member, Activator.CreateInstance(type)!))));
        foreach (PropertyInfo member in members.Where(member => !IsScalar(member.PropertyType)))
        {
            Describe(ClassOf(member), part => inNode(With(type, member, member.PropertyType.IsArray ? ArrayOf(part) : part)), lines, seen);
        }
    }

    private static string Described(PropertyInfo member, object usual)
    {
        string kind = member.PropertyType switch
        {
            var type when type == typeof(int) => "int",
            var type when type == typeof(double) => "double",
            var type when type == typeof(bool) => "bool",
            var type when type == typeof(string) => "text",
            { IsArray: true } => ClassOf(member).Name + "[]",
            var type => type.Name,
        };
        object? set = member.GetValue(usual);
        string value = set is bool flag ? (flag ? "true" : "false") : Convert.ToString(set, CultureInfo.InvariantCulture) ?? "";
        return $"{JsonNames.Of(member)} {kind}" + (IsScalar(member.PropertyType) && value.Length > 0 ? " " + value : "");
    }

    /// <summary>Place in the content of the first bit that says that the member is there.</summary>
    private static int BitOf(Type type, PropertyInfo member, Func<object, NodeSettings> inNode, byte[] usual)
    {
        byte[] with = Content(inNode(With(type, member, Other(member, Activator.CreateInstance(type)!))));
        for (int i = 0; i < usual.Length; i++)
        {
            int changed = usual[i] ^ with[i];
            if (changed != 0)
            {
                return i * 8 + int.TrailingZeroCount(changed);
            }
        }
        throw new InvalidOperationException($"{type.Name}.{member.Name} is not in the settings record: SettingsContent lacks its line");
    }

    private static object Other(PropertyInfo member, object usual) => member.GetValue(usual) switch
    {
        int number => number + 1,
        double number => number + 1,
        bool flag => !flag,
        string text => text + "x",
        _ when member.PropertyType == typeof(string) => "x",
        _ when member.PropertyType.IsArray => Array.CreateInstance(ClassOf(member), 0),
        _ => Activator.CreateInstance(member.PropertyType)!,
    };

    private static object With(Type type, PropertyInfo member, object value)
    {
        object owner = Activator.CreateInstance(type)!;
        member.SetValue(owner, value);
        return owner;
    }

    private static Array ArrayOf(object part)
    {
        Array array = Array.CreateInstance(part.GetType(), 1);
        array.SetValue(part, 0);
        return array;
    }

    private static Type ClassOf(PropertyInfo member) => member.PropertyType.GetElementType() ?? member.PropertyType;

    private static bool IsScalar(Type type) => type.IsValueType || type == typeof(string);

    private static byte[] Content(NodeSettings settings) =>
        SettingsRecord.Make(settings, "", source, 0, 0, standsAlone: false)[(SettingsRecord.HeadBytes + SettingsRecord.SectionHeadBytes)..^8];
}
