using System.Text.Json.Nodes;
using CmsSite.Theming.Liquid;

namespace CmsSite.Tests.Theming.Liquid;

/// <summary>Standard Liquid: tags and filters that have nothing to do with a site. All cases see the same data.</summary>
public sealed class LiquidConformanceTests : IAsyncLifetime
{
    private const string Data = """
        {
          "name": "Ada", "empty_text": "", "blank_text": "  ", "zero": 0, "one": 1, "half": 0.5, "yes": true, "no": false, "nothing": null,
          "numbers": [3, 1, 2], "words": ["pear", "Apple", "fig"], "none": [], "mixed": ["a", null, 1],
          "person": { "first": "Ada", "age": 36, "tags": ["x", "y"], "with-dash": "d", "Case": "upper", "case": "lower" },
          "people": [ { "name": "Ada", "age": 36, "active": true }, { "name": "Bob", "age": 20, "active": false }, { "name": "Cy", "age": 28, "active": true } ],
          "html": "<b>bold</b> & more"
        }
        """;

    private LiquidSite _site = null!;

    public async Task InitializeAsync() => _site = await LiquidSite.CreateAsync(options => options.AllowLiquidTag = true);

    public async Task DisposeAsync() => await _site.DisposeAsync();

    public static TheoryData<string, string> Outputs => new()
    {
        { "plain", "plain" },
        { "{{ name }}", "Ada" },
        { "{{name}}", "Ada" },
        { "{{ 'text' }}{{ \"text\" }}", "texttext" },
        { "{{ 1 }} {{ -2 }} {{ 3.5 }}", "1 -2 3.5" },
        { "{{ true }}{{ false }}{{ nil }}", "truefalse" },
        { "{{ nothing }}{{ unknown }}{{ unknown.deep.er }}", "" },
        { "{{ person.first }}", "Ada" },
        { "{{ person['first'] }}", "Ada" },
        { "{% assign key = 'first' %}{{ person[key] }}", "Ada" },
        { "{{ person.with-dash }}", "d" },
        { "{{ person.Case }} {{ person.case }} {{ person.CASE }}", "upper lower " },
        { "{{ person.tags[1] }}{{ person.tags[9] }}", "y" },
        { "{{ person.tags.first }}{{ person.tags.last }}{{ person.tags.size }}", "xy2" },
        { "{{ person.size }}", "6" },
        { "{{ name.size }}{{ empty_text.size }}", "30" },
        { "{{ numbers }}", "312" },
        { "{{ people[1].name }}", "Bob" },
        { "a {{- name -}} b", "aAdab" },
        { "a {%- assign x = 1 -%} b", "ab" },
        { "a\n{%- if yes -%}\n b \n{%- endif -%}\nc", "abc" },
    };

    public static TheoryData<string, string> Conditions => new()
    {
        { "{% if yes %}1{% endif %}", "1" },
        { "{% if no %}1{% else %}2{% endif %}", "2" },
        { "{% if no %}1{% elsif yes %}2{% else %}3{% endif %}", "2" },
        { "{% if nothing %}1{% else %}2{% endif %}", "2" },
        { "{% if zero %}1{% endif %}{% if empty_text %}2{% endif %}{% if none %}3{% endif %}", "123" },
        { "{% if one == 1 %}1{% endif %}{% if one != 1 %}2{% endif %}{% if one <> 2 %}3{% endif %}", "13" },
        { "{% if one < 2 %}1{% endif %}{% if one <= 1 %}2{% endif %}{% if one > 1 %}3{% endif %}{% if one >= 1 %}4{% endif %}", "124" },
        { "{% if name == 'Ada' and one == 1 %}1{% endif %}", "1" },
        { "{% if name == 'Bob' or one == 1 %}1{% endif %}", "1" },
        { "{% if yes or no and no %}1{% endif %}", "1" },
        { "{% if name contains 'da' %}1{% endif %}{% if name contains 'x' %}2{% endif %}", "1" },
        { "{% if mixed contains nil %}1{% endif %}{% if name contains nothing %}2{% endif %}", "" },
        { "{% if words contains 'fig' %}1{% endif %}{% if words contains 'fi' %}2{% endif %}", "1" },
        { "{% if empty_text == empty %}1{% endif %}{% if none == empty %}2{% endif %}{% if name == empty %}3{% endif %}", "12" },
        { "{% if empty_text == blank %}1{% endif %}{% if blank_text == blank %}2{% endif %}{% if nothing == blank %}3{% endif %}", "123" },
        { "{% if unknown == nil %}1{% endif %}{% if name == nil %}2{% endif %}", "1" },
        { "{% unless no %}1{% endunless %}{% unless yes %}2{% else %}3{% endunless %}", "13" },
        { "{% case name %}{% when 'Bob' %}b{% when 'Ada' %}a{% else %}e{% endcase %}", "a" },
        { "{% case one %}{% when 3, 1 %}a{% endcase %}", "a" },
        { "{% case one %}{% when 3 or 1 %}a{% endcase %}", "a" },
        { "{% case name %}{% when 'x' %}x{% else %}other{% endcase %}", "other" },
        { "{% if yes %}{% if no %}1{% else %}2{% endif %}3{% endif %}", "23" },
    };

    public static TheoryData<string, string> Loops => new()
    {
        { "{% for n in numbers %}{{ n }}{% endfor %}", "312" },
        { "{% for n in numbers reversed %}{{ n }}{% endfor %}", "213" },
        { "{% for n in numbers limit:2 %}{{ n }}{% endfor %}", "31" },
        { "{% for n in numbers offset:1 %}{{ n }}{% endfor %}", "12" },
        { "{% for n in numbers limit:1 offset:1 %}{{ n }}{% endfor %}", "1" },
        { "{% for n in numbers, limit: 2 %}{{ n }}{% endfor %}", "31" },
        { "{% for n in numbers limit:1 %}{{ n }}{% endfor %}{% for n in numbers limit:1 offset:continue %}{{ n }}{% endfor %}", "31" },
        { "{% for n in (1..3) %}{{ n }}{% endfor %}", "123" },
        { "{% for n in (one..3) reversed %}{{ n }}{% endfor %}", "321" },
        { "{% for n in (3..1) %}{{ n }}{% endfor %}", "" },
        { "{% for n in none %}x{% else %}none{% endfor %}", "none" },
        { "{% for n in unknown %}x{% else %}none{% endfor %}", "none" },
        { "{% for n in numbers %}{{ forloop.index }}{{ forloop.index0 }}{{ forloop.rindex }}{{ forloop.rindex0 }} {% endfor %}", "1032 2121 3210 " },
        { "{% for n in numbers %}{% if forloop.first %}F{% endif %}{% if forloop.last %}L{% endif %}{{ forloop.length }}{% endfor %}", "F33L3" },
        { "{% for n in numbers %}{% if n == 1 %}{% break %}{% endif %}{{ n }}{% endfor %}", "3" },
        { "{% for n in numbers %}{% if n == 1 %}{% continue %}{% endif %}{{ n }}{% endfor %}", "32" },
        { "{% for a in (1..2) %}{% for b in (1..2) %}{{ a }}{{ b }} {% endfor %}{% endfor %}", "11 12 21 22 " },
        { "{% for a in (1..2) %}{% for b in (1..2) %}{{ parentloop.index }}{% endfor %}{% endfor %}", "1122" },
        { "{% for pair in person.tags %}{{ pair }}{% endfor %}", "xy" },
        { "{% for p in people %}{{ p.name }}:{{ p.age }} {% endfor %}", "Ada:36 Bob:20 Cy:28 " },
        { "{% assign x = 0 %}{% for n in numbers %}{% assign x = x | plus: n %}{% endfor %}{{ x }}", "6" },
        { "{% for n in (1..4) %}{% cycle 'a', 'b' %}{% endfor %}", "abab" },
        { "{% for n in (1..2) %}{% cycle 'g': '1', '2' %}{% cycle 'h': 'x', 'y' %}{% endfor %}", "1x2y" },
        { "{% tablerow n in numbers %}{{ n }}{% endtablerow %}", "<tr class=\"row1\">\n<td class=\"col1\">3</td><td class=\"col2\">1</td><td class=\"col3\">2</td></tr>\n" },
        { "{% tablerow n in numbers cols:2 %}{{ n }}{% endtablerow %}", "<tr class=\"row1\">\n<td class=\"col1\">3</td><td class=\"col2\">1</td></tr>\n<tr class=\"row2\"><td class=\"col1\">2</td></tr>\n" },
        { "{% tablerow n in numbers cols:2 limit:2 offset:1 %}{{ tablerowloop.col }}{{ tablerowloop.row }}{{ tablerowloop.index }}{% endtablerow %}", "<tr class=\"row1\">\n<td class=\"col1\">111</td><td class=\"col2\">212</td></tr>\n" },
        { "{% for n in (1..3) %}{% ifchanged %}{{ n | divided_by: 3 }}{% endifchanged %}{% endfor %}", "01" },
    };

    public static TheoryData<string, string> Variables => new()
    {
        { "{% assign x = 'a' %}{{ x }}", "a" },
        { "{% assign x = name | upcase | append: '!' %}{{ x }}", "ADA!" },
        { "{% assign x = name %}{% assign x = x | append: x %}{{ x }}", "AdaAda" },
        { "{% capture x %}a{{ name }}{% endcapture %}[{{ x }}]", "[aAda]" },
        { "{% increment n %}{% increment n %}{% increment n %}", "012" },
        { "{% comment %}{{ name }}{% if %}{% endcomment %}x", "x" },
        { "{% # a note %}x", "x" },
        { "{% doc %}what this is for{% enddoc %}x", "x" },
        { "{% raw %}{{ name }}{% if %}{% endraw %}", "{{ name }}{% if %}" },
        { "{% echo name | upcase %}", "ADA" },
        { "a{% liquid %}b", "ab" },
        { "{% liquid\nassign x = 'a'\necho x\n%}", "a" },
        { "{% macro hello(who, mark = '!') %}Hello {{ who }}{{ mark }}{% endmacro %}{{ hello('you') }}{{ hello(who = name, mark = '?') }}", "Hello you!Hello Ada?" },
        { "{% assign x = (1..3) | join: '-' %}{{ x }}", "1-2-3" },
        { "{% if name == 'Ada' %}{% assign inner = 1 %}{% endif %}{{ inner }}", "1" },
        { "{% for n in (1..2) %}{% assign last = n %}{% endfor %}{{ last }}{{ n }}", "2" },
    };

    public static TheoryData<string, string> TextFilters => new()
    {
        { "{{ 'a' | append: 'b' | prepend: 'c' }}", "cab" },
        { "{{ 'heLLo' | capitalize }} {{ 'aB' | upcase }} {{ 'aB' | downcase }}", "HeLLo AB ab" },
        { "{{ '  a b ' | strip }}|{{ '  a ' | lstrip }}|{{ '  a ' | rstrip }}", "a b|a |  a" },
        { "{{ 'a,b,c' | split: ',' | join: ';' }}", "a;b;c" },
        { "{{ 'abc' | split: '' | join: '.' }}", "a.b.c" },
        { "{{ 'a-b-a' | replace: 'a', 'x' }} {{ 'a-b-a' | replace_first: 'a', 'x' }} {{ 'a-b-a' | replace_last: 'a', 'x' }}", "x-b-x x-b-a a-b-x" },
        { "{{ 'a-b-a' | remove: 'a' }} {{ 'a-b-a' | remove_first: 'a' }} {{ 'a-b-a' | remove_last: 'a' }}", "-b- -b-a a-b-" },
        { "{{ 'hello world' | truncate: 8 }}", "hello..." },
        { "{{ 'hello world' | truncate: 8, '' }}", "hello wo" },
        { "{{ 'one two three' | truncatewords: 2 }}", "one two..." },
        { "{{ 'hello' | slice: 1 }}{{ 'hello' | slice: 1, 3 }}{{ 'hello' | slice: -2, 2 }}", "eelllo" },
        { "{{ 'abc' | size }}{{ numbers | size }}", "33" },
        { "{{ 'abc' | first }}{{ 'abc' | last }}", "ac" },
        { "{{ html | strip_html }}", "bold & more" },
        { "{{ 'a\nb' | newline_to_br }}", "a<br />\nb" },
        { "{{ 'a<script>x < y</script>b<style>p{}</style>c<!-- > -->d' | strip_html }}", "abcd" },
        { "{{ 'a < b > c <i' | strip_html }}", "a  c " },
        { "{{ html | escape }}", "&lt;b&gt;bold&lt;/b&gt; &amp; more" },
        { "{{ '&lt;a&gt; & b' | escape_once }}", "&lt;a&gt; &amp; b" },
        { "{{ 'a b&c' | url_encode }} {{ 'a+b%26c' | url_decode }}", "a+b%26c a b&c" },
        { "{{ 'hello' | base64_encode }} {{ 'aGVsbG8=' | base64_decode }}", "aGVsbG8= hello" },
        { "{{ 'abc' | md5 }}", "900150983cd24fb0d6963f7d28e17f72" },
        { "{{ 'abc' | sha1 }}", "a9993e364706816aba3e25717850c26c9cd0d89d" },
        { "{{ 'abc' | sha256 }}", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
        { "{{ nothing | default: 'x' }}{{ empty_text | default: 'y' }}{{ no | default: 'z' }}{{ name | default: 'n' }}", "xyzAda" },
        { "{{ no | default: 'z', allow_false: true }}", "false" },
        { "{{ 'MainMenu' | handleize }}", "main-menu" },
        { "{{ nothing | append: 'x' }}{{ nothing | upcase }}", "x" },
        { "{{ 3 | append: 4 }}", "34" },
        { "{{ name | no_such_filter }}", "Ada" },
    };

    public static TheoryData<string, string> NumberFilters => new()
    {
        { "{{ 1 | plus: 2 }} {{ 5 | minus: 7 }} {{ 3 | times: 4 }}", "3 -2 12" },
        { "{{ 10 | divided_by: 4 }} {{ 10 | divided_by: 4.0 }}", "2 2.5" },
        { "{{ 10 | modulo: 4 }} {{ 2.5 | plus: 0.25 }}", "2 2.75" },
        { "{{ -3 | abs }} {{ 2.4 | ceil }} {{ 2.6 | floor }} {{ 2.6 | round }} {{ 2.344 | round: 2 }}", "3 3 2 3 2.34" },
        { "{{ 5 | at_least: 7 }} {{ 5 | at_most: 3 }}", "7 3" },
        { "{{ '4' | plus: '5' }}", "9" },
        { "{{ '' | plus: 1 }}{{ 'x' | plus: 1 }}{{ nothing | plus: 1 }}", "111" },
        { "{{ 1234.5 | format_number: 'N2' }}", "1,234.50" },
        { "{{ 7 | divided_by: 2 | floor | at_least: 1 }}", "3" },
    };

    public static TheoryData<string, string> ListFilters => new()
    {
        { "{{ words | join: ', ' }}", "pear, Apple, fig" },
        { "{{ numbers | sort | join: '' }}{{ words | sort | join: '' }}", "123Applefigpear" },
        { "{{ words | sort_natural | join: ',' }}", "Apple,fig,pear" },
        { "{{ numbers | reverse | join: '' }}", "213" },
        { "{{ people | map: 'name' | join: ',' }}", "Ada,Bob,Cy" },
        { "{{ people | where: 'active' | map: 'name' | join: ',' }}", "Ada,Cy" },
        { "{{ people | where: 'name', 'Bob' | map: 'age' | join: ',' }}", "20" },
        { "{{ people | reject: 'active' | map: 'name' | join: ',' }}", "Bob" },
        { "{% assign p = people | find: 'age', 28 %}{{ p.name }}", "Cy" },
        { "{{ people | find_index: 'age', 28 }}", "2" },
        { "{{ people | has: 'age', 28 }}", "true" },
        { "{{ people | sort: 'age' | map: 'name' | join: ',' }}", "Bob,Cy,Ada" },
        { "{{ people | map: 'age' | sum }} {{ people | sum: 'age' }}", "84 84" },
        { "{{ '10,9,1000' | split: ',' | sort | join: ',' }}", "10,1000,9" },
        { "{% assign l = people | map: 'age' | concat: words | concat: mixed %}{{ l | sort | join: ',' }}", "1,20,28,36,Apple,a,fig,pear," },
        { "{{ people | sort: 'missing' | map: 'name' | join: ',' }}", "Ada,Bob,Cy" },
        { "{{ numbers | concat: words | size }}", "6" },
        { "{{ mixed | compact | size }}", "2" },
        { "{{ 'b,a,b' | split: ',' | uniq | join: '' }}", "ba" },
        { "{{ numbers | first }}{{ numbers | last }}", "32" },
        { "{{ numbers | slice: 1, 2 | join: '' }}", "12" },
        { "{{ none | first }}{{ none | join: ',' }}{{ none | size }}", "0" },
        { "{{ name | join: '' }}", "Ada" },
    };

    public static TheoryData<string, string> DateFilters => new()
    {
        { "{{ '2024-05-01T10:20:30Z' | date: '%Y-%m-%d %H:%M:%S' }}", "2024-05-01 10:20:30" },
        { "{{ '2024-05-01' | date: '%-d %B %Y' }}", "1 May 2024" },
        { "{{ '2024-05-01' | date: '%a %b %e %y %j' }}", "Wed May  1 24 122" },
        { "{{ '2024-05-01T15:04:05Z' | date: '%I:%M %p' }}", "03:04 PM" },
        { "{{ 'no date' | date: '%Y' }}", "" },
        { "{{ 0 | date: '%Y' }}", "1970" },
        { "{{ 'now' | date: '%Y' | size }}", "4" },
        { "{{ '2024-05-01T10:00:00Z' | time_zone: 'Europe/Berlin' | date: '%H:%M %z' }}", "12:00 +0200" },
        { "{{ '2024-05-01T10:00:00Z' | format_date: 'yyyy/MM' }}", "2024/05" },
    };

    [Theory]
    [MemberData(nameof(Outputs))]
    [MemberData(nameof(Conditions))]
    [MemberData(nameof(Loops))]
    [MemberData(nameof(Variables))]
    [MemberData(nameof(TextFilters))]
    [MemberData(nameof(NumberFilters))]
    [MemberData(nameof(ListFilters))]
    [MemberData(nameof(DateFilters))]
    public async Task A_template_renders_as_the_language_says(string template, string expected)
    {
        var data = JsonNode.Parse(Data)!.AsObject().Select(pair => new KeyValuePair<string, object?>(pair.Key, pair.Value));
        Assert.Equal(expected, await _site.Engine.RenderAsync(_site.Engine.Parse("case", template), _site.NewPage(), data, LiquidEngine.Plain));
    }
}
