using System;
using System.Reflection;
using nanoFramework.Json;
using nanoFramework.Json.Resolvers;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Finds the property of a name in camelCase for nanoFramework.Json: by its first letter made upper-case. The library's own way
    /// (<c>PropertyNameCaseInsensitive</c>) asks for all methods of the class and lowers each one's name, twice for each member of the text:
    /// three quarters of all garbage. What was found once is kept: the tags of a file mostly have their members in one order, so the next one
    /// wanted is the one behind the last.
    /// <para>A name that no property has is refused, so that a slip of the pen does not fall back to a default in silence.</para>
    /// </summary>
    internal sealed class JsonMembers : IMemberResolver
    {
        private const int FirstRoom = 64;

        private string[] names = new string[FirstRoom];
        private Type[] types = new Type[FirstRoom];
        private MemberSet[] members = new MemberSet[FirstRoom];
        private int count;
        private int next;

        /// <inheritdoc />
        public MemberSet Get(string memberName, Type objectType, JsonSerializerOptions options)
        {
            if (next < count && types[next] == objectType && names[next] == memberName)
            {
                return members[next++];
            }

            for (int i = 0; i < count; i++)
            {
                if (types[i] == objectType && names[i] == memberName)
                {
                    next = i + 1;
                    return members[i];
                }
            }

            MemberSet found = Find(memberName, objectType);
            if (count == names.Length)
            {
                count = 0; // rather begin anew than grow
            }

            names[count] = memberName;
            types[count] = objectType;
            members[count] = found;
            next = ++count;
            return found;
        }

        private static MemberSet Find(string name, Type type)
        {
            char first = name.Length == 0 ? '\0' : name[0];
            if (first >= 'a' && first <= 'z')
            {
                string property = (char)(first - 32) + name.Substring(1);
                MethodInfo getter = type.GetMethod("get_" + property);
                MethodInfo setter = type.GetMethod("set_" + property);
                if (getter != null && setter != null)
                {
                    return new MemberSet(new Setter(setter).Set, getter.ReturnType);
                }
            }

            throw new ArgumentException(name + " is no member");
        }

        private sealed class Setter
        {
            private readonly MethodInfo setter;

            internal Setter(MethodInfo setter)
            {
                this.setter = setter;
            }

            // The library makes an empty text of a null in the file. No member knows a difference, so it is null again.
            internal void Set(object instance, object value)
            {
                string text = value as string;
                setter.Invoke(instance, new object[] { text != null && text == "" ? null : value });
            }
        }
    }
}
