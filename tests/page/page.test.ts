/** The page in a real browser: opened as a file, used by mouse and keyboard, read by axe, compared with stored pictures. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import type { Browser, Page } from "playwright-core";

import type { Environment } from "../../tools/parity/environment";
import { browserPath, hasPictureFont, launch, type Look, openPage, type Watched } from "../support/browser";
import { environmentOf } from "../support/environments";
import { PageFolder, pageText } from "../support/page-file";
import { comparePicture } from "../support/pictures";
import { manyResources } from "../support/many-resources";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const TABS = [
    "platform",
    "cost",
    "deployment",
    "addresses",
    "controls",
    "materials",
    "calendar",
    "resources",
];

/** What is on screen of the environment and tab that are shown. */
const PANEL = "section.environment:not([hidden]) [role=tabpanel]:not([hidden])";

/** Few, and of what a mistake shows in first. */
const PICTURES = [
    { name: "drawing-light", at: "large/platform", width: 1280, colours: "light", selector: ".picture" },
    {
        name: "drawing-narrow-dark",
        at: "large/platform",
        width: 390,
        colours: "dark",
        selector: ".outline-frame",
    },
    { name: "cost-dark", at: "large/cost", width: 1280, colours: "dark", selector: ".treemap.is-wide" },
    { name: "gantt-light", at: "large/deployment", width: 1280, colours: "light", selector: ".gantt" },
    {
        name: "addresses-narrow-light",
        at: "large/addresses",
        width: 390,
        colours: "light",
        selector: ".bars",
    },
] as const;

describe("the page", function () {
    this.timeout(180_000);
    const folder = new PageFolder();
    let browser: Browser | undefined;
    let file = "";
    let different = "";

    before(async function () {
        const found = browserPath();
        if (found === undefined) {
            this.skip();
            return;
        }
        const environments = [await environmentOf("small"), await environmentOf("large")];
        file = folder.write("page.html", await pageText({ environments }));
        different = folder.write("different.html", await differentPage(environments[1]));
        browser = await launch(found);
    });

    after(async () => {
        await browser?.close();
        folder.close();
    });

    async function look(at: Omit<Look, "file"> & { readonly file?: string } = {}): Promise<Watched> {
        assert.ok(browser);
        return openPage(browser, { file, ...at });
    }

    /** Opens, does something, and asks for silence. */
    async function using(
        at: Omit<Look, "file"> & { readonly file?: string },
        use: (page: Page) => Promise<void>,
    ): Promise<void> {
        const { faults, page } = await look(at);
        await use(page);
        await page.close();
        assert.deepEqual(faults, []);
    }

    it("opens from a file, says nothing to the console and asks nobody", async () => {
        assert.ok(readFileSync(file).length < 1_500_000);
        await using({}, async (page) => {
            assert.equal(await page.title(), "kit: small, large");
            assert.deepEqual(await texts(page, ".environments button"), ["small", "large"]);
            assert.ok((await page.locator(`${PANEL} .drawing .part`).count()) > 20);
        });
    });

    it("shows every tab of every environment, by mouse and by arrow keys", async () => {
        await using({}, async (page) => {
            for (const stack of ["small", "large"]) {
                await page.click(`.environments button[data-environment=${stack}]`);
                for (const tab of TABS) {
                    await page.click(`section:not([hidden]) [role=tab][data-tab=${tab}]`);
                    assert.deepEqual(
                        await page.locator(PANEL).evaluateAll((all) => all.map(({ id }) => id)),
                        [`panel-${stack}-${tab}`],
                    );
                    assert.ok((await page.innerText(PANEL)).length > 60, tab);
                }
            }
            await page.focus("section:not([hidden]) [data-tab=platform][role=tab]");
            for (const tab of [...TABS.slice(1), "platform"]) {
                await page.keyboard.press("ArrowRight");
                assert.equal(await page.evaluate(`document.activeElement.getAttribute("data-tab")`), tab);
            }
            assert.match(page.url(), /#large\/platform$/);
        });
    });

    it("opens where an address leads", async () => {
        await using({ at: "large/cost" }, async (page) => {
            assert.equal(await page.locator(PANEL).getAttribute("id"), "panel-large-cost");
        });
    });

    it("finds by name, by type and by URN, and shows decisions with the reason of each", async () => {
        await using({ at: "large/platform" }, async (page) => {
            await page.keyboard.press("/");
            await page.keyboard.type("cluster:Cluster large");
            assert.match(await page.innerText("#found [role=status]"), /^\d+ found/);
            await page.fill("#search", "network-vpc");
            assert.deepEqual((await texts(page, "#found .hit b")).slice(0, 2), [
                "network-vpc",
                "network-vpc",
            ]);
            await page.fill(
                "#search",
                "urn:pulumi:large::kit::platform:stacks:Platform$platform:network:Vpc::network",
            );
            await page.keyboard.press("ArrowDown");
            await page.keyboard.press("Enter");
            assert.equal(await page.innerText("#details h2"), "network");
            const details = await page.innerText("#details");
            assert.match(
                details,
                /nat\s+per-zone\s+written stacks\/\w+\.ts › network\.nat\. How nodes reach the internet/,
            );
            assert.match(details, /zones[^]*written Pulumi\.large\.yaml › platform:zones/);
            assert.ok((await page.locator(`#details a[href="../docs/shape.md#network"]`).count()) > 0);
            await page.keyboard.press("Escape");
            assert.equal(await page.isVisible("#details"), false);
        });
    });

    it("is used by keyboard: a part of the drawing opens, leads on, and gives the keyboard back", async () => {
        await using({ at: "large/platform" }, async (page) => {
            const part = page.locator(`${PANEL} .drawing .is-plane`);
            await part.focus();
            await page.keyboard.press("Enter");
            assert.equal(await page.innerText("#details h2"), "cluster");
            await page.click("#details .neighbours .link");
            assert.notEqual(await page.innerText("#details h2"), "cluster");
            await page.keyboard.press("Escape");
            assert.ok(await page.evaluate(`document.activeElement.classList.contains("is-plane")`));
        });
    });

    it("shows everything as a difference, also what goes", async () => {
        await using({ file: different, at: "large/platform" }, async (page) => {
            const marked = (operation: string) => texts(page, `${PANEL} .drawing .op-${operation} > .title`);
            assert.deepEqual(await marked("create"), ["batch · Karpenter pool"]);
            assert.deepEqual(await marked("delete"), ["NAT gateway", "NAT gateway"]);
            await page.click("section:not([hidden]) [role=tab][data-tab=changes]");
            const said = await page.innerText(PANEL);
            assert.match(said, /Compared with main \(1a2b3c4\)\./);
            assert.match(said, /nat\s+per-zone single, in slot a/);
            await page.click("section:not([hidden]) [role=tab][data-tab=cost]");
            assert.match(await page.innerText(PANEL), /change a month/i);
        });
    });

    it("is light, dark, or as the system has it", async () => {
        await using({ colours: "dark" }, async (page) => {
            const paper = () => page.evaluate(`getComputedStyle(document.documentElement).backgroundColor`);
            const dark = await paper();
            await page.click("#theme");
            const light = await paper();
            assert.notEqual(light, dark);
            await page.click("#theme");
            assert.equal(await paper(), dark);
        });
    });

    it("prints every tab of the environment that is shown, without what only a screen needs", async () => {
        await using({ at: "large/cost" }, async (page) => {
            await page.emulateMedia({ media: "print" });
            const panels = await page.locator("section.environment:not([hidden]) [role=tabpanel]").all();
            assert.deepEqual(
                await Promise.all(panels.map((panel) => panel.isVisible())),
                TABS.map(() => true),
            );
            assert.equal(await page.isVisible("header.top"), false);
        });
    });

    it("shows what names say, and runs none of it", async () => {
        const environment = await environmentOf("small");
        const evil = `</script><img src=x onerror=alert(1)>"'&`;
        const resources = environment.graph.resources.map((one) =>
            one.type.endsWith("Subnet")
                ? { ...one, name: `${one.name}${evil}`, inputs: { ...Object(one.inputs), tags: { evil } } }
                : one,
        );
        const text = await pageText({
            environments: [{ ...environment, graph: { ...environment.graph, resources } }],
        });
        await using({ file: folder.write("evil.html", text) }, async (page) => {
            await page.fill("#search", "onerror");
            await page.click("#found .hit");
            assert.ok((await page.innerText("#details h2")).endsWith(evil));
        });
    });

    it("takes under a second of scripting for 3,000 resources, opened, searched, listed and looked into", async () => {
        const environment = await environmentOf("large");
        const graph = manyResources(environment.graph, 3_000);
        const text = await pageText({ environments: [{ ...environment, graph }] });
        assert.ok(Buffer.byteLength(text) < 1_500_000, `${Buffer.byteLength(text)} bytes`);
        const { faults, page } = await look({ file: folder.write("many.html", text) });
        const session = await page.context().newCDPSession(page);
        await session.send("Performance.enable");
        await page.fill("#search", "subnet");
        await page.fill("#search", "many-2999");
        await page.click("#found .hit");
        await page.keyboard.press("Escape");
        await page.click("section:not([hidden]) [role=tab][data-tab=resources]");
        await page.click(".more-rows");
        assert.match(await page.innerText(`${PANEL} [role=status]`), /^\d+ of \d+, 200 shown$/);
        const { metrics } = await session.send("Performance.getMetrics");
        const seconds = metrics.find(({ name }) => name === "ScriptDuration")?.value ?? Infinity;
        await page.close();
        assert.deepEqual(faults, []);
        assert.ok(seconds < 1, `${seconds.toFixed(2)} s`);
    });

    for (const [width, colours] of [
        [1280, "light"],
        [1280, "dark"],
        [390, "light"],
    ] as const) {
        it(`has nothing that axe-core complains of, ${width} wide, ${colours}`, async () => {
            await using({ width, colours, file: different }, async (page) => {
                await page.evaluate(AXE);
                for (const tab of ["changes", ...TABS]) {
                    await page.click(`section:not([hidden]) [role=tab][data-tab=${tab}]`);
                    assert.deepEqual(await violations(page), [], tab);
                }
                await page.click("section:not([hidden]) [role=tab][data-tab=platform]");
                await page.locator(`${PANEL} [data-urn]:visible`).first().press("Enter");
                assert.deepEqual(await violations(page), [], "details");
            });
        });

        it(`never scrolls sideways as a whole, ${width} wide, ${colours}`, async () => {
            await using({ width, colours, file: different }, async (page) => {
                for (const tab of ["changes", ...TABS]) {
                    await page.click(`section:not([hidden]) [role=tab][data-tab=${tab}]`);
                    const scrollWidth = Number(await page.evaluate(`document.documentElement.scrollWidth`));
                    assert.ok(scrollWidth <= width, `${tab}: ${scrollWidth}`);
                }
            });
        });
    }

    for (const { at, colours, name, selector, width } of PICTURES) {
        it(`looks as it did: ${name}`, async function () {
            if (!hasPictureFont()) this.skip();
            await using({ width, colours, file: different, at }, async (page) => {
                await page.addStyleTag({
                    content: `:root { --font: "DejaVu Sans"; --mono: "DejaVu Sans Mono"; }`,
                });
                await comparePicture(
                    name,
                    await page.locator(`${PANEL} ${selector}`).first().screenshot({ animations: "disabled" }),
                );
            });
        });
    }
});

async function violations(page: Page): Promise<readonly string[]> {
    const found: unknown = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
    const { violations: all } = found as {
        readonly violations: readonly {
            readonly id: string;
            readonly nodes: readonly { readonly html: string }[];
        }[];
    };
    return all.map(
        ({ id, nodes }) =>
            `${id}: ${nodes
                .slice(0, 3)
                .map(({ html }) => html.slice(0, 160))
                .join(" | ")}`,
    );
}

async function texts(page: Page, selector: string): Promise<readonly string[]> {
    return (await page.locator(selector).allTextContents()).map((text) => text.trim());
}

/** The large environment with one NAT gateway and a pool more, from the large one. */
async function differentPage(before: Environment | undefined): Promise<string> {
    assert.ok(before);
    const now = await environmentOf("large", {
        shape: (shape) => ({
            ...shape,
            network: { ...shape.network, nat: "single" } as typeof shape.network,
            compute: withPool(shape.compute),
        }),
    });
    return pageText({
        environments: [now],
        bases: new Map([[now.stack, { label: "main (1a2b3c4)", graph: before.graph }]]),
    });
}

function withPool<Compute>(compute: Compute): Compute {
    const { pools } = compute as { readonly pools: Readonly<Record<string, unknown>> };
    const [pool] = Object.values(pools);
    return { ...compute, pools: { ...pools, batch: pool } };
}
