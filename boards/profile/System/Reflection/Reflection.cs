// The little of reflection that the compiler and Type need.

namespace System.Reflection
{
    public abstract class MemberInfo
    {
        protected MemberInfo() => throw null;
        public abstract string Name { get; }
        public abstract object[] GetCustomAttributes(bool inherit);
    }

    public sealed class DefaultMemberAttribute : Attribute
    {
        public DefaultMemberAttribute(string memberName) => throw null;
        public string MemberName => throw null;
    }
}
