using CmsSite.Theming.Liquid.Values;
using Fluid;
using Fluid.Values;

namespace CmsSite.Theming.Liquid.Objects;

/// <summary>An object that every template has by name, such as <c>Site</c>. It holds nothing: it answers from the page that is being rendered.</summary>
internal sealed class AmbientValue(MemberList<AmbientValue> members, bool isTrue = true) : FluidValue
{
    public override FluidValues Type => FluidValues.Object;
    public override bool Equals(FluidValue other) => ReferenceEquals(this, other);
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);
    public override int GetHashCode() => members.Kind.GetHashCode(StringComparison.Ordinal);
    public override bool ToBooleanValue() => isTrue;
    public override decimal ToNumberValue() => 0;
    public override object ToObjectValue() => this;
    public override string ToStringValue() => "";
    public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) => members.GetAsync(this, name, (LiquidContext)context);
    public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) => members.GetAsync(this, index.ToStringValue(), (LiquidContext)context);
}
