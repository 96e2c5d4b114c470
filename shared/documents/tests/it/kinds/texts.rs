//! Texts and Markdown.

use super::{Case, case};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(
            "one-paragraph-per-line.txt",
            "txt",
            "\u{feff}What owners say\r\n\r\n\r\nRents rose by nine percent last year, and the landlords blame the banks for all of it.\r\n\
             The owner disagrees.\r\n* Sell at a market\r\n   * at night too\r\n",
            "What owners say | Rents rose by nine percent last year, and the landlords blame the banks for all of it. | \
             The owner disagrees. | item: Sell at a market | item: at night too",
        ),
        case(
            "one-paragraph-per-line.txt",
            "txt",
            "Minutes\nPresent: Ada, Ben, Cleo\nBudget\nThe board approved the budget of 40,000 euros for the year.\nNext meeting\n4 May\n",
            "Minutes | Present: Ada, Ben, Cleo | Budget | The board approved the budget of 40,000 euros for the year. | \
             Next meeting | 4 May",
        ),
        case(
            "one-paragraph-per-line.txt",
            "txt",
            "Dear all,\n\nthe harbour will be closed from Monday, because the ice on the north\npier is a metre thick and nobody can \
             say when\nit will melt.\n\nRegards,\nMaya\n",
            "Dear all, | the harbour will be closed from Monday, because the ice on the north pier is a metre thick and nobody can \
             say when it will melt. | Regards, | Maya",
        ),
        case(
            "one-paragraph-per-line.txt",
            "txt",
            "Kessel Harbour Office\nPier 4\n1234 Kessel\n\nThe office is open on weekdays.\n",
            "Kessel Harbour Office | Pier 4 | 1234 Kessel | The office is open on weekdays.",
        ),
        case(
            "one-paragraph-per-line.txt",
            "md",
            "Three rules:  \nStart small  \nSell at a market\\\nKeep the oven warm\n\nA line that\nis wrapped.\n",
            "Three rules: | Start small | Sell at a market | Keep the oven warm | A line that is wrapped.",
        ),
        // A character of windows-1252, and one that is cut off.
        case(
            "stray-byte.txt",
            "txt",
            [&b"It\x92s warm at 20 "[..], "°C in the café’s öven – all day, every day, and all night too.\n".as_bytes()].concat(),
            "It’s warm at 20 °C in the café’s öven – all day, every day, and all night too.",
        ),
        case(
            "stray-byte.txt",
            "md",
            ["# Über Öfen\n\n„Überall“, sagt Jörg, „wärmen sie die Häuser in der Straße der Bäcker.“ ".as_bytes(), b"Er sagt\x85 nichts.\n"].concat(),
            "title: Über Öfen | „Überall“, sagt Jörg, „wärmen sie die Häuser in der Straße der Bäcker.“ Er sagt… nichts.",
        ),
        case(
            "stray-byte.txt",
            "txt",
            ["Śnieg pada, źródło śpi, a ćma leci nad żółtą łąką koło młyna.".as_bytes(), b"\xC5"].concat(),
            "Śnieg pada, źródło śpi, a ćma leci nad żółtą łąką koło młyna.",
        ),
        case(
            "stray-byte.txt",
            "html",
            ["<p>Le café n’est pas cher, où qu’on aille à Genève, même l’été : « Voilà ! » ".as_bytes(), b"C\x92est tout.</p>"].concat(),
            "Le café n’est pas cher, où qu’on aille à Genève, même l’été : « Voilà ! » C’est tout.",
        ),
        case(
            "wikicite.txt",
            "md",
            "The bishop hid his books.[12][13] Divers found the well in 1932.[14]\n\nIt held nine jars,[15] and more. [16] Nobody knows.\n",
            "The bishop hid his books. Divers found the well in 1932. | It held nine jars, and more. Nobody knows.",
        ),
        case(
            "wikicite.txt",
            "txt",
            "The town was founded in 1204.[1][2] It burned down twice.[3]\n\nSee [4] for the plan, and array[1] of [2024] for the rest.\n",
            "The town was founded in 1204. It burned down twice. | See [4] for the plan, and array of [2024] for the rest.",
        ),
        case(
            "wikicite.txt",
            "html",
            "<p>The town burned down twice.<sup class=reference><a href=#cite_3>[3]</a></sup> It was built of stone.\
             <sup>[<i>citation needed</i>]</sup> The wall[4] stands.[5]</p>",
            "The town burned down twice. It was built of stone. The wall stands.",
        ),
        case(
            "winter-bread.md",
            "md",
            "---\ntitle: 'Bread: a study'\nauthor: Maya\n---\n\n## First\n\nText here.\n",
            "title: Bread: a study | heading: First | Text here.",
        ),
        case("winter-bread.md", "md", "+++\ntitle = \"Bread study\"\n+++\n\nText here.\n", "title: Bread study | Text here."),
        case(
            "winter-bread.md",
            "md",
            "Winter Bread\n============\n\nText.\n\nSecond\n------\n\nMore.\n",
            "title: Winter Bread | Text. | heading: Second | More.",
        ),
        case(
            "obsidian.md",
            "md",
            "title:: Bread\ntags:: rent\n\n- Small bakeries survive.\n  id:: 64a1\n- See ((64a1)) and ^^this^^.\n\n[[toc]]\n",
            "item: Small bakeries survive. | item: See and this.",
        ),
        case(
            "obsidian.md",
            "md",
            "The rent rose.%% ask Tom %%\n\n%%\nA block\n\nof notes\n%%\n\nIt fell {>>is it true?<<}{--never--}{++again++} by {~~ten~>nine~~}.\n",
            "The rent rose. | It fell again by nine.",
        ),
        case(
            "obsidian.md",
            "md",
            ":::tip Read this\n\nKeep the oven warm.\n\n:::\n\nimport Tabs from '@theme/Tabs';\n\n<Tabs>\n\nSell early.\n\n</Tabs>\n\n\
             {% highlight ruby %}\nputs 1\n{% endhighlight %}\n\n> [!NOTE]\n> Rents rose.\n",
            "Keep the oven warm. | Sell early. | quotation: Rents rose.",
        ),
        case(
            "chatgpt.md",
            "md",
            "Certainly! Below is a blog post about bread:\n\n---\n\n# Bread\n\nBakers get up early. [1][2] They sleep in the \
             afternoon.[3]\n\n---\n\nWould you like me to expand on any section?\n",
            "title: Bread | Bakers get up early. They sleep in the afternoon.",
        ),
        case(
            "chatgpt.md",
            "txt",
            "¡Claro! Aquí tienes el artículo:\n\nEl pan\n\nLas panaderías sobreviven. turn0search3\n\n¿Quieres que lo haga más corto?\n",
            "El pan | Las panaderías sobreviven.",
        ),
        case(
            "chatgpt.md",
            "html",
            "<p>Sure! Here's the article:</p><h1>Bread</h1><p>Bakers get up early【12:3†source】.</p><p>Let me know if you'd like any changes!</p>",
            "title: Bread | Bakers get up early.",
        ),
        // Raised figures in Markdown, which falsify as anywhere else.
        case(
            "superscripts.pdf",
            "md",
            "Light goes 3 × 10^8^ m, the plant used 10<sup>6</sup> litres of H~2~O in 2015<sup>3</sup>, on its 5^th^ day, on ~20 to ~30 m².\n",
            "Light goes 3 × 10⁸ m, the plant used 10⁶ litres of H2O in 2015, on its 5th day, on ~20 to ~30 m².",
        ),
        case("zh-lines.pdf", "md", "小面包店能够生存，\n是因为顾客\n会回来。\n", "小面包店能够生存，是因为顾客会回来。"),
        case(
            "zh-lines.pdf",
            "txt",
            "小面包店能够生存，是因为顾客在下雨天也会回来。我们在四个城市采访了十一位店主。批\n发订单让烤炉在清淡的日子里也保持温暖。\
             餐馆每天都订面包，虽然付款很慢。他们说\n去年租金上涨了百分之九，但是客人没有减少。市场上的一个摊位每天需要三十欧\n元。\n",
            "小面包店能够生存，是因为顾客在下雨天也会回来。我们在四个城市采访了十一位店主。批发订单让烤炉在清淡的日子里也保持温暖。\
             餐馆每天都订面包，虽然付款很慢。他们说去年租金上涨了百分之九，但是客人没有减少。市场上的一个摊位每天需要三十欧元。",
        ),
    ]
}
