using System.Text.Json;
using FieldNode.Esp32.Tests;
using nanoFramework.Json.Resolvers;

namespace nanoFramework.Json
{
    public sealed class JsonSerializerOptions
    {
        public IMemberResolver Resolver { get; set; }
    }

    /// <summary>
    /// In the place of the library: it takes a text of one object, writes down how long it was, asks the resolver for each member as the library does
    /// (JsonConvert.PopulateObject), and makes empty texts of nulls, as the library does.
    /// </summary>
    public static class JsonConvert
    {
        public static object DeserializeObject(string value, Type type, JsonSerializerOptions options)
        {
            FakeChip.Current.Parsed.Add(value);
            if (System.Text.RegularExpressions.Regex.IsMatch(value, @"(?<!\\)(\\\\)*\\[u/]"))
            {
                throw new InvalidOperationException("escapes that the library gets wrong");
            }

            using JsonDocument document = JsonDocument.Parse(value);
            return Populate(document.RootElement, type, options);
        }

        private static object Populate(JsonElement from, Type type, JsonSerializerOptions options)
        {
            if (from.ValueKind != JsonValueKind.Object)
            {
                throw new InvalidOperationException("no object");
            }

            object instance = Activator.CreateInstance(type);
            foreach (JsonProperty member in from.EnumerateObject())
            {
                MemberSet set = options.Resolver.Get(new string(member.Name), type, options);
                set.SetValue(instance, ValueOf(member.Value, set.ObjectType, options));
            }

            return instance;
        }

        private static object ValueOf(JsonElement value, Type type, JsonSerializerOptions options)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Null when type == typeof(string):
                    return "";
                case JsonValueKind.Null when !type.IsValueType:
                    return null;
                case JsonValueKind.Array:
                    Array items = Array.CreateInstance(type.GetElementType(), value.GetArrayLength());
                    for (int i = 0; i < items.Length; i++)
                    {
                        items.SetValue(Populate(value[i], type.GetElementType(), options), i);
                    }

                    return items;
                case JsonValueKind.Object:
                    return Populate(value, type, options);
                default:
                    return type == typeof(int) ? value.GetInt32() : type == typeof(double) ? value.GetDouble()
                        : type == typeof(bool) ? value.GetBoolean() : value.GetString();
            }
        }
    }
}

namespace nanoFramework.Json.Resolvers
{
    public interface IMemberResolver
    {
        MemberSet Get(string memberName, Type objectType, JsonSerializerOptions options);
    }

    public delegate void SetValueDelegate(object objectInstance, object valueToSet);

    public readonly struct MemberSet(SetValueDelegate setValue, Type objectType)
    {
        public SetValueDelegate SetValue { get; } = setValue;
        public Type ObjectType { get; } = objectType;
    }
}
