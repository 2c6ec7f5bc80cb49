import assert from "node:assert/strict";

import fc from "fast-check";

import { COMMENT_LIMIT, sanitiseBody } from "../../../tools/comment/sanitise-body";
import { asHtmlText, sanitiseLine } from "../../../tools/comment/sanitise-line";
import { renderMarkdown } from "../../../tools/review/render-markdown";
import type { ReviewReport } from "../../../tools/review/report";
import { expressionsIn } from "../../support/counted-work";

const MARKER = "<!-- kit: review -->";
const ZWSP = "\u200b";

function sanitised(text: string, limit = COMMENT_LIMIT): string {
    return sanitiseBody(text, { limit, marker: MARKER });
}

/** What GitHub would still act on, outside code. */
const CALLS = /@\w|#\d|:\/\/|www\.|GH-\d|!?\[|<(?!\/?(?:details|summary)>)/i;

/** An escaped mark, or code as CommonMark finds it. */
const ESCAPE_OR_CODE = /\\([!-/:-@[-`{-~])|(`+)(?!`)(?:.*?[^`])\2(?!`)/g;

/** Text outside code, with escaped marks as they show; those that open nothing any more, and code, show as a dot. */
function rendered(line: string): string {
    return line.replace(ESCAPE_OR_CODE, (_, mark: string = "·") => (/[[\]`]/.test(mark) ? "·" : mark));
}

describe("sanitiseLine", () => {
    const cases: readonly (readonly [what: string, given: string, wanted: string])[] = [
        ["plain text", "one **bold** word, `code`", "one **bold** word, `code`"],
        ["a heading and a list", "#### What could hurt", "#### What could hurt"],
        ["a mention of a person", "ask @someone", `ask @${ZWSP}someone`],
        ["a mention of a team", "ask @org/team", `ask @${ZWSP}org/team`],
        ["a mention that is safe already", `@${ZWSP}org`, `@${ZWSP}org`],
        ["a mention spelt as an entity", "&#64;team &commat;team", `&amp;#${ZWSP}64;team &amp;commat;team`],
        ["entities of a report", "a &lt; b &gt; c &amp; d", "a &lt; b &gt; c &amp; d"],
        ["a lone ampersand", "a & b", "a &amp; b"],
        ["a reference", "fixes #12, GH-3", `fixes #${ZWSP}12, GH${ZWSP}-3`],
        ["an address", "https://evil.test www.evil.test", `https:${ZWSP}//evil.test www${ZWSP}.evil.test`],
        [
            "an address with escapes",
            "https:\\/\\/a www\\.b GH\\-1",
            `https:${ZWSP}\\/\\/a www${ZWSP}\\.b GH${ZWSP}\\-1`,
        ],
        ["a link", "[here](javascript:x)", "\\[here\\](javascript:x)"],
        ["an image", "![x](//evil.test/a.png)", "!\\[x\\](//evil.test/a.png)"],
        ["a link definition", "[x]: //evil.test", "\\[x\\]: //evil.test"],
        ["an HTML element", "<img src=x onerror=y>", "&lt;img src=x onerror=y&gt;"],
        ["an HTML comment", "<!-- kit: review -->", "&lt;!-- kit: review --&gt;"],
        ["folding in the middle of a line", "a </details> b", "a &lt;/details&gt; b"],
        ["an escaped mark", "\\*not bold\\* \\[no link\\]", "\\*not bold\\* \\[no link\\]"],
        ["an escaped element", "\\<b> \\&lt;", "&lt;b&gt; &amp;lt;"],
        ["an escaped mention", "\\@team \\#1", `\\@${ZWSP}team \\#${ZWSP}1`],
        ["a fence of tildes", "~~~ html", "\\~\\~\\~ html"],
        ["a fence in a list", "- ```html", "- \\`\\`\\`html"],
        ["code that nothing closes", "a ``b` @team", "a \\`\\`b\\` @" + ZWSP + "team"],
        ["code with a longer run inside", "``a ` @b`` @c", "``a ` @b`` @" + ZWSP + "c"],
        ["an escaped backtick", "\\`@team`", "\\`@" + ZWSP + "team\\`"],
        ["a backslash in code", "`a\\` @team `b`", "`a\\` @" + ZWSP + "team `b`"],
        ["code that a table would split", "`a | @team`", "`a | @" + ZWSP + "team`"],
        ["a table", "| a | b |", "\\| a \\| b \\|"],
        ["a URN in code", "`urn:pulumi:dev::p::a$b::c@d`", "`urn:pulumi:dev::p::a$b::c@d`"],
    ];
    for (const [what, given, wanted] of cases) {
        it(`writes ${what}`, () => {
            assert.equal(sanitiseLine(given), wanted);
        });
    }

    it("leaves nothing that calls, whatever is written", () => {
        const part = fc.constantFrom(
            ..."@#`\\[]!<>&|~*_/.-: ".split(""),
            ..."team,1,//,:,https,www.,GH-1,&lt;,<b>,``".split(","),
        );
        fc.assert(
            fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
                const line = sanitiseLine(parts.join(""));
                assert.doesNotMatch(rendered(line), CALLS);
                assert.doesNotMatch(rendered(line), /`/);
            }),
            { numRuns: 1000 },
        );
    });
});

describe("asHtmlText", () => {
    it("closes no element and calls nobody", () => {
        assert.equal(
            asHtmlText("</summary>@team &lt; &copy; #1 https://a [x](y) `"),
            `&#60;/summary&#62;@${ZWSP}team &lt; &amp;copy; #${ZWSP}1 https:${ZWSP}//a &#91;x&#93;(y) &#96;`,
        );
    });
});

describe("sanitiseBody", () => {
    it("keeps a report as it is, but for its marker and empty lines", () => {
        const report = renderMarkdown(REPORT);
        const withoutEmpty = (text: string): string[] =>
            text.split("\n").filter((line) => line.trim() !== "");
        const [marker, ...rest] = withoutEmpty(report);
        assert.match(marker ?? "", /^<!-- .* -->$/);
        const body = sanitiseBody(report, { limit: COMMENT_LIMIT, marker: marker ?? "" });
        assert.deepEqual(withoutEmpty(body), rest);
    });

    it("drops the marker at the beginning alone", () => {
        assert.equal(sanitised(`${MARKER}\n${MARKER}\ntext`), "&lt;!-- kit: review --&gt;\ntext");
    });

    it("puts code between fences of its own, in no language that GitHub draws", () => {
        assert.equal(sanitised("```mermaid\nclick A href\n````\ntext"), "```\nclick A href\n```\n\ntext");
        assert.equal(sanitised("```diff\n- a\n+ b @team\n```"), "```diff\n- a\n+ b @team\n```");
    });

    it("keeps a table, cell by cell", () => {
        assert.equal(
            sanitised("| a | b |\n| --- | ---: |\n| @team | `x\\|#1` |\n| [x](y) |\nafter"),
            `| a | b |\n| --- | ---: |\n| @${ZWSP}team | \`x\\|#${ZWSP}1\` |\n| \\[x\\](y) |\nafter`,
        );
    });

    it("takes for text what GitHub takes for no table", () => {
        assert.equal(sanitised("| a | b |\n| --- |"), "\\| a \\| b \\|\n\\| --- \\|");
        assert.equal(sanitised("| a |\nb"), "\\| a \\|\nb");
    });

    it("splits a row where GitHub does: at a bar that an even number of backslashes stands before", () => {
        const [, , row] = sanitised("| a | b |\n| --- | --- |\n| `@x\\\\|@y` | z |").split("\n");
        assert.equal(row, `| \\\`@${ZWSP}x\\\\ | @${ZWSP}y\\\` | z |`);
    });

    it("colours yaml as well", () => {
        assert.equal(sanitised("```yaml\na: @b\n```"), "```yaml\na: @b\n```");
    });

    it("takes a longer fence where the code has one", () => {
        assert.equal(sanitised("````\n```\n@team\n```\n````"), "````\n```\n@team\n```\n````");
    });

    it("closes code and folds that nothing closes", () => {
        assert.equal(
            sanitised("<details><summary>a</summary>\n```\ncode"),
            "<details><summary>a</summary>\n\n\n```\ncode\n```\n\n\n</details>",
        );
    });

    it("drops the end of a fold that nothing opened", () => {
        assert.equal(sanitised("a\n</details>\nb"), "a\nb");
    });

    it("opens no fold with attributes, and none inside a line", () => {
        assert.equal(
            sanitised("<details open>\n<summary>a</summary>"),
            "&lt;details open&gt;\n&lt;summary&gt;a&lt;/summary&gt;",
        );
    });

    it("separates a fold from what is around it, so that markdown goes on", () => {
        assert.equal(
            sanitised("a\n<details><summary>b</summary>\n```\n@team\n```\n</details>\nc"),
            "a\n\n<details><summary>b</summary>\n\n\n```\n@team\n```\n\n\n</details>\n\nc",
        );
    });

    it("removes control characters and those that reorder text", () => {
        assert.equal(sanitised("a\u001b[31mb\u202ec\u0000d\r\ne\u2028f\tg"), "a\\[31mbcd\ne\nf    g");
    });

    describe("cut", () => {
        const lines = Array.from({ length: 5000 }, (_, index) => `line ${index} @team`);

        it("says how many lines are missing", () => {
            const body = sanitised(lines.join("\n"), 1000);
            assert.ok(Buffer.byteLength(body) <= 1000, body);
            const shown = body.split("\n").filter((line) => line.startsWith("line ")).length;
            assert.match(
                body,
                new RegExp(
                    `\n\nCut here: ${5000 - shown} more lines do not fit a comment; the run has them\\.$`,
                ),
            );
        });

        it("cuts code inside its fence, and closes the folds around it", () => {
            const text = [
                "<details><summary>a</summary>",
                "",
                "```diff",
                ...lines,
                "```",
                "",
                "</details>",
                "end",
            ];
            const body = sanitised(text.join("\n"), 1000);
            assert.ok(Buffer.byteLength(body) <= 1000, body);
            assert.match(body, /\nline \d+ @team\n```\n\n\n<\/details>\n\n\nCut here: \d+ more lines/);
            assert.doesNotMatch(body, /end/);
        });

        it("leaves nothing after a cut: no hole in the middle", () => {
            const body = sanitised(["a", "b".repeat(2000), "c"].join("\n"), 1000);
            assert.equal(body, "a\n\nCut here: 2 more lines do not fit a comment; the run has them.");
        });

        it("counts bytes, not characters", () => {
            assert.ok(Buffer.byteLength(sanitised("€\n".repeat(1000), 1000)) <= 1000);
        });

        const WORST = ["`", "\n", "``` \n", "<", "`a", "```\n", "<details><summary>a</summary>\n"];

        it("keeps the limit with half a megabyte of the worst", () => {
            for (const worst of WORST) {
                const body = sanitised(worst.repeat(524_288 / worst.length));
                assert.ok(Buffer.byteLength(body) <= COMMENT_LIMIT);
            }
        });

        it("looks twice as often at twice the text, whatever it is", () => {
            const looksAt = (text: string): number =>
                expressionsIn(() => void sanitised(text, Number.MAX_SAFE_INTEGER)).length;
            for (const worst of WORST) {
                const [once, twice] = [2000, 4000].map((times) => looksAt(worst.repeat(times)));
                assert.ok(once !== undefined && twice !== undefined && twice <= 2.1 * once + 100, worst);
            }
        });
    });

    it("keeps the limit and closes everything, whatever is written", () => {
        const line = fc.constantFrom(
            "text @team",
            "```",
            "````diff",
            "<details><summary>[x](y) <b></summary>",
            "</details>",
            "  <details><summary>a</summary>",
            "~~~",
            "`a",
            "",
        );
        fc.assert(
            fc.property(
                fc.array(line, { maxLength: 60 }),
                fc.integer({ min: 300, max: 1500 }),
                (all, limit) => {
                    const body = sanitised(all.join("\n"), limit);
                    assert.ok(Buffer.byteLength(body) <= limit);
                    const outside = withoutCode(body);
                    assert.doesNotMatch(outside, /@\w|\n~~~|\[x\]\(|<b>/);
                    const opened = outside.split("<details>").length;
                    assert.equal(outside.split("</details>").length, opened, body);
                },
            ),
        );
    });
});

/** Without blocks of code, found as CommonMark finds them; an open one would swallow what follows. */
function withoutCode(body: string): string {
    const out: string[] = [];
    let fence = "";
    for (const line of body.split("\n")) {
        const run = /^ {0,3}(`{3,})[^`]*$/.exec(line)?.[1] ?? "";
        if (fence === "") {
            if (run === "") out.push(line);
            fence = run;
        } else if (run.length >= fence.length && line.trim() === run) fence = "";
    }
    assert.equal(fence, "", "a fence is open");
    return out.join("\n");
}

const URN = "urn:pulumi:dev::p::platform:stacks:Platform$aws:ec2/vpc:Vpc::network-vpc";

const REPORT: ReviewReport = {
    schemaVersion: 1,
    base: "main (1a2b3c4)",
    acknowledgements: [],
    code: 3,
    today: "2026-11-24",
    causes: [
        {
            component: "network",
            alike: [],
            type: "platform:network:Vpc",
            isComponent: true,
            kind: "changed",
            environments: ["dev"],
            stories: [
                {
                    environments: ["dev"],
                    reasons: [{ path: "cidr", before: "10.0.0.0/16", after: "10.1.0.0/16 `|`" }],
                    decisions: [],
                    effects: [{ operation: "replace", noun: "VPC", names: ["network-vpc"] }],
                    follows: { create: 0, update: 2, replace: 1, delete: 0 },
                },
            ],
            severity: "critical",
            fails: true,
            refused: [{ environment: "dev", cause: "network", components: ["network"] }],
            risks: [
                {
                    components: ["network"],
                    kind: "replaced",
                    severity: "critical",
                    what: "The VPC is replaced.",
                    why: "Everything in it goes, see [this] #1.",
                    remedy: "Build a second one",
                    source: "https://docs.aws.amazon.com/vpc/",
                    fails: true,
                    environments: ["dev"],
                    urns: [URN],
                },
                {
                    components: ["pool-a|b"],
                    kind: "nodes-roll",
                    severity: "medium",
                    what: "Nodes roll.",
                    why: "Subnets are others.",
                    remedy: "Wait",
                    source: "Karpenter documentation",
                    fails: true,
                    environments: ["dev"],
                    urns: [URN],
                },
            ],
        },
    ],
    environments: [
        {
            environment: "dev",
            stack: "dev",
            status: "changed",
            headline: "dev: replaces the VPC <of> @all & more",
            reasons: [],
            counts: { create: 0, update: 0, replace: 1, delete: 0, unchanged: 1 },
            risks: [
                {
                    kind: "nodes-roll",
                    severity: "critical",
                    urn: URN,
                    component: "pool-a|b",
                    what: "The VPC is replaced.",
                    why: "Everything in it goes, see [this] #1.",
                    source: "https://docs.aws.amazon.com/vpc/",
                    remedy: "Build a second one",
                    fails: true,
                },
            ],
            groups: [
                {
                    component: ["platform", "network"],
                    type: "platform:network:Vpc",
                    urn: `${URN}-component`,
                    operation: "none",
                    decisions: [],
                    changes: [
                        {
                            operation: "replace",
                            type: "aws:ec2/vpc:Vpc",
                            name: "network-vpc",
                            urn: URN,
                            forcedBy: ["cidrBlock"],
                            properties: [
                                {
                                    path: "cidrBlock",
                                    before: "10.0.0.0/16",
                                    after: "10.1.0.0/16 ``` @x",
                                    forces: true,
                                },
                            ],
                            ripples: [],
                            notes: [],
                            onlyDefaultTags: false,
                        },
                    ],
                },
            ],
            outputs: [],
            portrait: [["account", "2109 | @87654321"]],
            unknownTypes: [],
        },
    ],
};
