using System.Reflection;

namespace FieldNode.Figures.Heap;

/// <summary>
/// Walks an object graph on .NET and weighs it with the device's sizes. Each object counts once, except literals of the code: the device makes
/// one each time, so they count at each reference. A type that neither is the device code's nor has a rule stops the walk: no guesses.
/// </summary>
/// <param name="isOurs">True for types of the code that runs on the device.</param>
internal sealed class HeapWalk(Func<Type, bool> isOurs)
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, object?> standIns = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<(object Value, string Holder, string Field)> open = new();

    public List<HeapItem> Items { get; } = [];

    public int Bytes => Items.Sum(i => i.Bytes);

    /// <summary>What was weighed up to each <see cref="EndStage"/>, without what the stages before it had: comparable with free memory on a device.</summary>
    public List<(string Name, int Bytes)> Stages { get; } = [];

    public void EndStage(string name) => Stages.Add((name, Bytes - Stages.Sum(s => s.Bytes)));

    /// <summary>Instead of an object that only .NET has, what the device has in its place; null: nothing, it is not weighed.</summary>
    public void Replace(object onPc, object? onDevice) => standIns[onPc] = onDevice;

    public void Add(HeapItem item) => Items.Add(item);

    /// <summary>Weighs what a root reaches and has not been weighed before.</summary>
    public void Walk(object? root, string holder, string field)
    {
        Push(root, holder, field);
        while (open.TryPop(out var next))
        {
            Visit(next.Value, next.Holder, next.Field);
        }
    }

    /// <summary>Weighs the static fields of a type, which the runtime must have initialised, and what they reach.</summary>
    public void WalkStatics(Type type)
    {
        foreach (FieldInfo field in type.GetFields(Declared | BindingFlags.Static).Where(f => !f.IsLiteral))
        {
            Items.Add(new HeapItem(Name(type), "static fields", DeviceSizes.StaticField, null));
            if (isOurs(type))
            {
                TakeField(field, null, Name(type));
            }
        }

        Walk(null, "", "");
    }

    public static string Name(Type type) => type.FullName!;

    private void Push(object? value, string holder, string field)
    {
        if (value is not null && standIns.TryGetValue(value, out object? real))
        {
            value = real;
        }

        if (value is not null)
        {
            open.Push((value, holder, field));
        }
    }

    private void Visit(object value, string holder, string field)
    {
        if (value is string text)
        {
            VisitString(text, holder, field);
        }
        else if (!seen.Add(value))
        {
            return;
        }
        else if (value is Array array)
        {
            VisitArray(array, holder, field);
        }
        else if (value is Delegate call)
        {
            Items.Add(new HeapItem(holder, field + " delegate", DeviceSizes.Delegate, value));
            Push(call.Target, holder, field);
        }
        else if (DeviceSizes.IsNumber(value.GetType()))
        {
            Items.Add(new HeapItem(holder, field + " boxed", DeviceSizes.Boxed, value));
        }
        else
        {
            VisitObject(value, holder, field);
        }
    }

    private void VisitString(string text, string holder, string field)
    {
        if (ReferenceEquals(string.IsInterned(text), text))
        {
            Items.Add(new HeapItem(holder, field + " literal", DeviceSizes.Literal, text));
        }
        else if (seen.Add(text))
        {
            Items.Add(new HeapItem(holder, field + " string", DeviceSizes.String(text), text));
        }
    }

    private void VisitArray(Array array, string holder, string field)
    {
        Type element = array.GetType().GetElementType()!;
        Items.Add(new HeapItem(holder, $"{field} {element.Name}[]", DeviceSizes.Array(element, array.Length), array));
        if (DeviceSizes.IsNumber(element))
        {
            return;
        }

        foreach (object? item in array)
        {
            Push(item, holder, field);
        }
    }

    private void VisitObject(object value, string holder, string field)
    {
        Type type = value.GetType();
        if (!isOurs(type))
        {
            throw new InvalidOperationException($"no size is known for {type}, held by {holder}.{field}");
        }

        int fields = 0;
        for (Type? level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
        {
            foreach (FieldInfo one in level.GetFields(Declared | BindingFlags.Instance))
            {
                fields++;
                TakeField(one, value, Name(type));
            }
        }

        Items.Add(new HeapItem(Name(type), "object", DeviceSizes.Object(fields), value));
    }

    // Numbers lie in the field's own block; a struct is an object of its own, and a reference to it in the field.
    private void TakeField(FieldInfo field, object? of, string holder)
    {
        if (!DeviceSizes.IsNumber(field.FieldType))
        {
            Push(field.GetValue(of), holder, Plain(field.Name));
        }
    }

    // <Name>k__BackingField is the property Name.
    private static string Plain(string field) => field.StartsWith('<') ? field[1..field.IndexOf('>')] : field;
}
