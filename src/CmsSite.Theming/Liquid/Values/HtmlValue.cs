using System.Globalization;
using System.Text.Encodings.Web;
using CmsSite.Theming.Shapes;
using Fluid;
using Fluid.Values;

namespace CmsSite.Theming.Liquid.Values;

/// <summary>HTML that is finished. As a part of a text it is that text, and is encoded like any other.</summary>
internal sealed class HtmlValue(HtmlText html) : FluidValue
{
    public override FluidValues Type => FluidValues.String;
    public override bool Equals(FluidValue other) => other.Type == FluidValues.String ? other.ToStringValue() == html.Html : other is EmptyValue or BlankValue && html.Html.Length == 0;
    public override bool Equals(object? obj) => obj is FluidValue other && Equals(other);
    public override int GetHashCode() => html.Html.GetHashCode(StringComparison.Ordinal);
    public override bool ToBooleanValue() => true;
    public override decimal ToNumberValue() => 0;
    public override object ToObjectValue() => html;
    public override string ToStringValue() => html.Html;
    public override bool Contains(FluidValue value) => html.Html.Contains(value.ToStringValue(), StringComparison.Ordinal);
    public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) => name == "size" ? NumberValue.Create(html.Html.Length) : NilValue.Instance;

    public override ValueTask WriteToAsync(TextWriter writer, TextEncoder encoder, CultureInfo cultureInfo)
    {
        writer.Write(html.Html);
        return default;
    }
}

/// <summary>An object of which a template can see nothing: it can be passed on, compared, and asked whether it is there.</summary>
internal sealed class OpaqueValue(object value) : FluidValue
{
    public override FluidValues Type => FluidValues.Object;
    public override bool Equals(FluidValue other) => other is OpaqueValue same && Equals(value, same.ToObjectValue());
    public override bool Equals(object? obj) => obj is FluidValue other && Equals(other);
    public override int GetHashCode() => value.GetHashCode();
    public override bool ToBooleanValue() => true;
    public override decimal ToNumberValue() => 0;
    public override object ToObjectValue() => value;
    public override string ToStringValue() => "";
}
