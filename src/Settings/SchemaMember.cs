namespace FieldNode.Settings
{
    /// <summary>
    /// The member <c>"$schema"</c> at the top of a node file tells an editor where the schema is; the node has no use for it. A reader
    /// that fills classes by the names of their properties cannot have a property of that name, so it takes the member out first.
    /// </summary>
    public static class SchemaMember
    {
        /// <summary>Its name.</summary>
        public const string Name = "$schema";

        /// <summary>
        /// The text without the member, or as it is. It is found where editors and people write it: as the first member of the file. Only
        /// a text counts as its value.
        /// </summary>
        public static string Without(string json)
        {
            int open = Skip(json, 0);
            if (open >= json.Length || json[open] != '{')
            {
                return json;
            }
            int name = Skip(json, open + 1);
            int nameEnd = EndOfText(json, name);
            if (nameEnd - name != Name.Length + 2 || json.Substring(name + 1, Name.Length) != Name)
            {
                return json;
            }
            int colon = Skip(json, nameEnd);
            int value = colon < json.Length && json[colon] == ':' ? Skip(json, colon + 1) : json.Length;
            int valueEnd = EndOfText(json, value);
            if (valueEnd <= value)
            {
                return json;
            }
            int next = Skip(json, valueEnd);
            if (next < json.Length && json[next] == ',')
            {
                next++;
            }
            return json.Substring(0, open + 1) + json.Substring(next);
        }

        private static int Skip(string json, int at)
        {
            while (at < json.Length && (json[at] == ' ' || json[at] == '\t' || json[at] == '\r' || json[at] == '\n'))
            {
                at++;
            }
            return at;
        }

        // Place after the closing quote of the text that begins here; the same place if none does.
        private static int EndOfText(string json, int at)
        {
            if (at >= json.Length || json[at] != '"')
            {
                return at;
            }
            for (int i = at + 1; i < json.Length; i++)
            {
                if (json[i] == '"')
                {
                    return i + 1;
                }
                i += json[i] == '\\' ? 1 : 0;
            }
            return at;
        }
    }
}
