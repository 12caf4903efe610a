using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using Fluid;
using Fluid.Values;

namespace CmsSite.Theming.Liquid.Values;

/// <summary>The members of one kind of object that templates may name. What is not listed here cannot be reached, whatever the object has.</summary>
public interface IMemberList
{
    string Kind { get; }
    IReadOnlyCollection<string> Names { get; }

    /// <summary>For objects whose members are data: what answers to names that are not listed. Null when nothing does.</summary>
    string? OtherNames { get; }
}

/// <summary>All lists of members, for documentation and for the test that looks through them.</summary>
public static class MemberLists
{
    private static readonly ConcurrentDictionary<string, IMemberList> _all = new();

    /// <summary>Every kind of object a template can hold. Asking makes sure that all are there.</summary>
    public static IReadOnlyCollection<IMemberList> All
    {
        get
        {
            System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(Objects.AmbientObjects).TypeHandle);
            System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(ObjectMembers).TypeHandle);
            System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(ShapeValue).TypeHandle);
            return [.. _all.Values];
        }
    }

    internal static void Add(IMemberList list) => _all[list.Kind] = list;
}

/// <inheritdoc cref="IMemberList"/>
internal sealed class MemberList<T> : IMemberList where T : notnull
{
    private readonly Dictionary<string, Func<T, LiquidContext, ValueTask<object?>>> _members = new(StringComparer.Ordinal);
    private Func<T, string, LiquidContext, ValueTask<object?>>? _others;

    public MemberList(string kind)
    {
        Kind = kind;
        MemberLists.Add(this);
    }

    public string Kind { get; }
    public IReadOnlyCollection<string> Names => _members.Keys;
    public string? OtherNames { get; private set; }

    public MemberList<T> Add(string name, Func<T, object?> get) => Add(name, (value, _) => ValueTask.FromResult(get(value)));

    public MemberList<T> Add(string name, Func<T, LiquidContext, object?> get) => Add(name, (value, context) => ValueTask.FromResult(get(value, context)));

    public MemberList<T> Add(string name, Func<T, LiquidContext, ValueTask<object?>> get)
    {
        _members[name] = get;
        return this;
    }

    /// <param name="what">For people: what these names are.</param>
    public MemberList<T> Others(string what, Func<T, string, LiquidContext, ValueTask<object?>> get)
    {
        OtherNames = what;
        _others = get;
        return this;
    }

    public ValueTask<FluidValue> GetAsync(T value, string name, LiquidContext context)
    {
        var task = _members.TryGetValue(name, out var get) ? get(value, context) : _others is { } others ? others(value, name, context) : default;
        return task.IsCompletedSuccessfully ? ValueTask.FromResult(FluidValue.Create(task.Result, context.Options)) : AwaitedAsync(task, context);
    }

    private static async ValueTask<FluidValue> AwaitedAsync(ValueTask<object?> task, LiquidContext context) => FluidValue.Create(await task, context.Options);
}

/// <summary>An object of which a template sees the listed members only. It has no text of its own unless it is given one.</summary>
internal sealed class MembersValue<T>(T value, MemberList<T> members, Func<T, string>? text = null) : FluidValue where T : notnull
{
    public override FluidValues Type => FluidValues.Object;
    public override bool Equals(FluidValue other) => other is MembersValue<T> same && Equals(value, same.ToObjectValue());
    public override bool Equals(object? obj) => obj is FluidValue other && Equals(other);
    public override int GetHashCode() => value.GetHashCode();
    public override bool ToBooleanValue() => true;
    public override decimal ToNumberValue() => 0;
    public override object ToObjectValue() => value;
    public override string ToStringValue() => text is null ? "" : text(value);
    public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) => members.GetAsync(value, name, (LiquidContext)context);
    public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) => members.GetAsync(value, index.ToStringValue(), (LiquidContext)context);

    public override ValueTask WriteToAsync(TextWriter writer, TextEncoder encoder, System.Globalization.CultureInfo cultureInfo)
    {
        writer.Write(encoder.Encode(ToStringValue()));
        return default;
    }
}
