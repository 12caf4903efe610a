namespace CmsSite.BrowserTests;

/// <summary>
/// Comments of somebody who wants a script to run in other readers' browsers: elements and attributes, links, what is read twice in two ways, ways out of other languages on the page. Every
/// script in them calls <c>pwn()</c>.
/// </summary>
internal static class HostileComments
{
    private static readonly string[] _elements =
    [
        "<script>pwn()</script>", "<SCRIPT>pwn()</SCRIPT >", "<script/x>pwn()</script>", "<scr<script>ipt>pwn()</scr</script>ipt>", "<script src=data:,pwn()></script>", "<script type=module>pwn()</script>",
        "<svg><script>pwn()</script></svg>", "<svg><script href=data:,pwn() /></svg>", "<svg onload=pwn()>", "<svg/onload=pwn()//", "<svg><animate onbegin=pwn() attributeName=x dur=1s>",
        "<svg><a xlink:href=javascript:pwn()><text y=20>click</text></a></svg>", "<svg><set attributeName=href to=javascript:pwn() /></svg>", "<svg><use href=\"data:image/svg+xml,<svg id=x onload=pwn()>#x\"/></svg>",
        "<svg><foreignObject><iframe srcdoc=\"<script>parent.pwn()</script>\"></iframe></foreignObject></svg>", "<math href=javascript:pwn()>click</math>", "<math><maction actiontype=statusline xlink:href=javascript:pwn()>click</maction></math>",
        "<img src=x onerror=pwn()>", "<img src=x:x onerror\n=\npwn()>", "<img src onerror=pwn() ", "<img/src/onerror=pwn()>", "<img srcset=x onerror=\"pwn()\">", "<image src=x onerror=pwn()>", "<img \"\"\"><script>pwn()</script>\">",
        "<body onload=pwn()>", "<body onpageshow=pwn()>", "<input autofocus onfocus=pwn()>", "<select autofocus onfocus=pwn()>", "<textarea autofocus onfocus=pwn()>", "<button autofocus onfocus=pwn()>x</button>",
        "<a href=# autofocus tabindex=1 onfocus=pwn()>x</a>", "<div tabindex=1 autofocus onfocusin=pwn()>x</div>", "<details open ontoggle=pwn()>x</details>", "<marquee onstart=pwn()>x</marquee>", "<video><source onerror=pwn()></video>",
        "<video src=x onerror=pwn()>", "<audio src=x onerror=pwn()>", "<video poster=javascript:pwn()>", "<track src=x onerror=pwn()>", "<object data=javascript:pwn()>", "<object data=\"data:text/html,<script>parent.pwn()</script>\">",
        "<embed src=javascript:pwn()>", "<iframe src=javascript:parent.pwn()></iframe>", "<iframe srcdoc=\"<script>parent.pwn()</script>\"></iframe>", "<iframe onload=pwn()></iframe>", "<frameset onload=pwn()>", "<link rel=stylesheet href=x onerror=pwn()>",
        "<link rel=import href=data:text/html,pwn()>", "<style onload=pwn()></style>", "<style>@import 'javascript:pwn()';</style>", "<style>*{background:url(javascript:pwn())}</style>", "<p style=\"width:expression(pwn())\">x</p>",
        "<p style=\"animation:x\" onanimationstart=pwn()>x</p><style>@keyframes x{}</style>", "<meta http-equiv=refresh content=\"0;url=javascript:pwn()\">", "<base href=javascript:pwn()//>", "<form action=javascript:pwn()><button>x</button></form>",
        "<form><button formaction=javascript:pwn()>x</button></form>", "<isindex action=javascript:pwn() type=submit>", "<table background=javascript:pwn()><td>x", "<keygen autofocus onfocus=pwn()>", "<dialog open onclose=pwn()>x</dialog>",
        "<div onpointerover=pwn()>x</div>", "<div onmouseover=pwn() style=position:fixed;inset:0>x</div>", "<b onclick=pwn()>click</b>", "<p oncontentvisibilityautostatechange=pwn() style=content-visibility:auto>x</p>",
        "<xss onscrollend=pwn() style=overflow:auto>x</xss>", "<x-y id=x tabindex=1 onfocus=pwn()></x-y>", "<input type=image src=x onerror=pwn()>", "<input type=hidden oncontentvisibilityautostatechange=pwn()>", "<portal src=javascript:pwn()>",
        "<template><img src=x onerror=pwn()></template>", "<div><template shadowrootmode=open><img src=x onerror=pwn()></template></div>", "<slot onslotchange=pwn()>x</slot>", "<object onerror=pwn()>", "<bgsound onload=pwn()>", "<layer onload=pwn()>",
    ];

    private static readonly string[] _links =
    [
        "[x](javascript:pwn())", "[x](JaVaScRiPt:pwn())", "[x](java\tscript:pwn())", "[x](java\nscript:pwn())", "[x](<javascript:pwn()>)", "[x](&#106;avascript:pwn())", "[x](&#x6A;&#x61;vascript:pwn())", "[x](javascript&colon;pwn())",
        "[x](javascript&#58;pwn())", "[x](\u0001javascript:pwn())", "[x](%6Aavascript:pwn())", "[x](javascript:%70wn())", "[x](vbscript:pwn())", "[x](data:text/html,<script>pwn()</script>)", "[x](data:text/html;base64,PHNjcmlwdD5wd24oKTwvc2NyaXB0Pg==)",
        "[x](javascript://x.example/%0Apwn())", "[x](javascript://%0d%0apwn())", "[x](//x.example/javascript:pwn())", "[x](feed:javascript:pwn())", "[x](view-source:javascript:pwn())", "[x](blob:javascript:pwn())", "[x](file:///etc/passwd)",
        "<javascript:pwn()>", "<JAVASCRIPT:pwn()>", "<data:text/html,pwn()>", "<vbscript:pwn()>", "![x](javascript:pwn())", "![x](x\"onerror=\"pwn())", "![x](x 'y\" onerror=pwn() z')", "[![x](javascript:pwn())](javascript:pwn())",
        "[x]: javascript:pwn()\n\n[x]", "[x]: <javascript:pwn()> 'title'\n\n[x][]", "[x][y]\n\n[y]: data:text/html,pwn()", "[x](https://x.example/\"onmouseover=\"pwn())", "[x](https://x.example/'onmouseover='pwn())", "[x](https://x.example/><script>pwn()</script>)",
        "[x](https://x.example 'y\" onclick=\"pwn()')", "[x](https://x.example \"y' onclick='pwn()\")", "[<img src=x onerror=pwn()>](https://x.example)", "[x](https://x.example/`onmouseover=pwn()`)", "https://x.example/\"onmouseover=pwn()//",
        "https://x.example/'><img src=x onerror=pwn()>", "www.x.example\"onmouseover=pwn()", "http://javascript:pwn()@x.example", "https://x.example/<svg/onload=pwn()>", "<https://x.example/\" onclick=pwn() x=\">", "<a@x.example\" onclick=\"pwn()>",
        "[x](https://\u202ex.example)<img src=x onerror=pwn()>", "[a](javascript:pwn() 'b' \"c\")", "[x](javascript:pwn(\\))", "[x](\\javascript:pwn())", "[x](javascript\\:pwn())", "[x]( javascript:pwn() )", "[x](https:javascript:pwn())",
        "mailto:x@x.example?subject=<script>pwn()</script>", "[x](mailto:x@x.example\"onclick=pwn())", "[x](http://[::1]/\"onclick=pwn())", "[x](intent://x#Intent;scheme=javascript:pwn();end)", "[x](ftp://x\" onclick=pwn())", "[x](#\" onclick=pwn())",
    ];

    // Read once as one thing and, written out and read again, as another.
    private static readonly string[] _readTwice =
    [
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=pwn()&gt;\">", "<svg></p><style><a id=\"</style><img src=x onerror=pwn()>\">", "<svg><style><img title=\"</style><img src=x onerror=pwn()>\"></style></svg>",
        "<noscript><p title=\"</noscript><img src=x onerror=pwn()>\">", "<xmp><p title=\"</xmp><svg/onload=pwn()>\">", "<noembed><p title=\"</noembed><img src=x onerror=pwn()>\"></noembed>", "<noframes><p title=\"</noframes><svg/onload=pwn()>\">",
        "<iframe><p title=\"</iframe><img src=x onerror=pwn()>\"></iframe>", "<title><p title=\"</title><img src=x onerror=pwn()>\"></title>", "<textarea><p title=\"</textarea><img src=x onerror=pwn()>\"></textarea>", "<plaintext><img src=x onerror=pwn()>",
        "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=pwn()>", "<math><annotation-xml encoding=text/html><style><img src=x onerror=pwn()></style></annotation-xml></math>", "<svg><desc><table><svg><style><a title=\"</style><img src=x onerror=pwn()>\">",
        "<svg><title><style><a title=\"</style></title><img src=x onerror=pwn()>\">", "<select><style></select><svg/onload=pwn()></style>", "<table><caption><svg><title></caption><style></svg><img src=x onerror=pwn()></style>", "<math><mi><table><tr><td><mglyph><svg><mtext><textarea><path id=\"</textarea><img onerror=pwn() src=x>\">",
        "<!--><img src=x onerror=pwn()>-->", "<!--!><img src=x onerror=pwn()>", "<!-- --!><img src=x onerror=pwn()> -->", "<![CDATA[><img src=x onerror=pwn()>]]>", "<svg><![CDATA[</svg><img src=x onerror=pwn()>]]></svg>", "<?xml ><img src=x onerror=pwn()>?>", "</><img src=x onerror=pwn()>", "</ x><svg/onload=pwn()>",
        "<%><img src=x onerror=pwn()>%>", "<a><a><img src=x onerror=pwn()></a></a>", "<p><p><table><p><img src=x onerror=pwn()>", "<b><p></b><svg/onload=pwn()></p>", "<a href=\"https://x.example\"><table><a href=javascript:pwn()>x</a></table></a>", "&lt;img src=x onerror=pwn()&gt;",
        "&amp;lt;img src=x onerror=pwn()&amp;gt;", "&#60;img src=x onerror=pwn()&#62;", "&#x3c;script&#x3e;pwn()&#x3c;/script&#x3e;", "\\u003cscript\\u003epwn()\\u003c/script\\u003e", "\\x3cimg src=x onerror=pwn()\\x3e", "%3Cscript%3Epwn()%3C/script%3E", "＜script＞pwn()＜/script＞", "<\u0000script>pwn()</script>",
        "<scr\u00adipt>pwn()</scr\u00adipt>", "<ſcript>pwn()</ſcript>", "<K><script>pwn()</script>", "<img\u000bsrc=x\u000conerror=pwn()>", "<img\u00a0src=x\u00a0onerror=pwn()>", "`<img src=x onerror=pwn()>`", "```html\n<img src=x onerror=pwn()>\n```", "```\"><img/src=x/onerror=pwn()>\nx\n```", "~~~'onclick=pwn()\nx\n~~~",
        "> <img src=x onerror=pwn()>\n> > <svg/onload=pwn()>", "1. <img src=x onerror=pwn()>\n   - <svg/onload=pwn()>", "*<img src=x* onerror=pwn()>", "**<svg/onload**=pwn()>", "~~<img src=x~~ onerror=pwn()>", "<img src=`x`onerror=pwn()>", "\\<img src=x onerror=pwn()>", "<img src=x\\ onerror=pwn()>", "    <script>pwn()</script>", "# <img src=x onerror=pwn()>",
        "| <img src=x onerror=pwn()> | x |\n|---|---|\n| <svg/onload=pwn()> | x |", "<div\n\nonclick=pwn()>\n\nx</div>", "<div markdown=1>[x](javascript:pwn())</div>", "x\n=\n<script>pwn()</script>", "<details><summary>[x](javascript:pwn())</summary></details>", ":::<img src=x onerror=pwn()>", "[^1]\n\n[^1]: <img src=x onerror=pwn()>", "$<img src=x onerror=pwn()>$", "{#x onclick=pwn()}", "x{onclick=pwn()}", "[x](https://x.example){onclick=pwn()}", "# x {onclick=pwn()}",
    ];

    // The page has other languages on it: templates, JSON for search engines, attributes, scripts of its own.
    private static readonly string[] _waysOut =
    [
        "</script><script>pwn()</script>", "</script ><img src=x onerror=pwn()>", "</SCRIPT><svg/onload=pwn()>", "<!--<script>pwn()</script>", "\"}]}</script><script>pwn()</script>", "\",\"x\":\"</script><img src=x onerror=pwn()>", "\\\"}</script><script>pwn()</script>",
        "{{ '<script>pwn()</script>' | raw }}", "{% liquid echo '<img src=x onerror=pwn()>' | raw %}", "{% endraw %}<script>pwn()</script>", "{% comment %}{% endcomment %}<svg/onload=pwn()>", "@{ <script>pwn()</script> }", "${pwn()}", "#{pwn()}", "{{constructor.constructor('pwn()')()}}", "<%= pwn() %>", "[[pwn()]]",
        "\" onmouseover=\"pwn()", "' onmouseover='pwn()", "\"><script>pwn()</script>", "'><svg/onload=pwn()>", "\" autofocus onfocus=\"pwn()\" x=\"", "` onmouseover=`pwn()", "--><script>pwn()</script>", "*/pwn()/*", "';pwn();//", "\";pwn();//", "\u2028pwn()\u2028", "</textarea><script>pwn()</script>", "</title><script>pwn()</script>", "</style><script>pwn()</script>", "</noscript><img src=x onerror=pwn()>", "</li></ol></section><script>pwn()</script>", "<base target=_blank><a href=javascript:pwn()>x</a>",
    ];

    /// <summary>Notes what runs.</summary>
    public const string Trap = "window.ran = []; window.pwn = () => window.ran.push(new Error().stack); window.alert = window.pwn;";

    /// <summary>All on a page that could run, and what ran when everything was touched.</summary>
    public const string WhatIsLive = """
        () => {
            const found = [];
            const allowed = new Set(['a', 'blockquote', 'br', 'code', 'del', 'em', 'li', 'ol', 'p', 'pre', 'strong', 'ul']);
            for (const element of document.querySelectorAll('*')) {
                for (const attribute of element.attributes) {
                    if (attribute.name.startsWith('on') || /^[\s\u0000-\u001f]*(javascript|vbscript|data:text)/i.test(attribute.value)) found.push(element.outerHTML);
                }
            }
            for (const text of document.querySelectorAll('.comment-text')) {
                for (const element of text.querySelectorAll('*')) {
                    const names = [...element.attributes].map(attribute => attribute.name).sort().join();
                    if (!allowed.has(element.localName) || element.namespaceURI !== 'http://www.w3.org/1999/xhtml' || names !== (element.localName === 'a' ? 'href,rel' : '')
                        || element.localName === 'a' && !/^https?:$/.test(element.protocol)) found.push(element.outerHTML);
                }
            }
            for (const name of document.querySelectorAll('.comment-name')) if ([...name.querySelectorAll('*')].some(element => element.localName !== 'a')) found.push(name.outerHTML);
            document.addEventListener('click', event => event.preventDefault());
            for (const element of document.querySelectorAll('.comment, .comment *')) {
                for (const kind of ['pointerover', 'mouseover', 'focus', 'focusin', 'click', 'toggle', 'load', 'error', 'animationstart']) element.dispatchEvent(new Event(kind, { bubbles: true, cancelable: true }));
            }
            return [...found, ...window.ran].join('\n');
        }
        """;

    public static IReadOnlyList<string> All { get; } = [.. _elements, .. _links, .. _readTwice, .. _waysOut];

    /// <summary>Pieces of some of them, cut anywhere and put together with what means something in Markdown.</summary>
    public static string Mixed(Random random)
    {
        string[] between = ["", " ", "\n", "\n\n", "> ", "- ", "1. ", "`", "```\n", "**", "*", "[", "](", ")", "<", ">", "\"", "'", "&", "\\", "\u0000", "\u202e", "https://x.example/"];
        return string.Concat(Enumerable.Range(0, random.Next(2, 8)).Select(_ =>
        {
            var piece = All[random.Next(All.Count)];
            var (start, end) = (random.Next(3) == 0 ? random.Next(piece.Length) : 0, random.Next(3) == 0 ? random.Next(piece.Length) : piece.Length);
            return between[random.Next(between.Length)] + (start < end ? piece[start..end] : piece);
        }));
    }
}
