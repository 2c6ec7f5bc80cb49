/** The page as one text: markup of every environment and tab, the plans as packed data, the style and the script in line. */
import { version } from "../../package.json";
import { count } from "../plan/report-text";
import { pack } from "./data";
import { type GraphIndex, indexOf, textAt } from "./graph-index";
import { Html, markup, when } from "./html";
import { changeText, daysText, durationText, monthText, signedText } from "./numbers";
import { tabsOf } from "./tabs";
import type { PageData, PageEnvironment } from "./views";

/** What stands in the page besides its data. */
export interface Assets {
    readonly style: string;
    readonly script: string;
}

/** No request, of whatever kind, and nothing that was not written here. */
const POLICY =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

export function renderPage(data: PageData, { script, style }: Assets): string {
    const { environments, project } = data;
    const sections = environments.map((environment) => sectionOf(environment, data));
    return `<!doctype html>\n${
        markup`<html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <title>${project}: ${environments.map(({ graph }) => graph.stack).join(", ")}</title>
                <link rel="icon" href="data:," />
                <style>
                    ${new Html(style)}
                </style>
            </head>
            <body>
                <a class="skip" href="#main">To the content</a>
                ${headerOf(data)}
                <main id="main" tabindex="-1">${sections}</main>
                <aside id="details" aria-label="Details" tabindex="-1" hidden></aside>
                <footer>
                    Planned without an account by eks-platform-kit ${version}, ${data.today}. Nothing on this
                    page was asked of AWS.
                </footer>
                <script type="application/json" id="data">
                    ${new Html(pack(data))}
                </script>
                <script>
                    ${new Html(script.replaceAll("</script", "<\\/script"))};
                </script>
            </body>
        </html>`.text
    }\n`;
}

function headerOf({ environments, project }: PageData): Html {
    return markup`<header class="top">
        <div class="brand"><h1>${project}</h1></div>
        <nav class="environments" aria-label="Environments">
            ${environments.map(({ graph: { stack } }, place) => markup`<button type="button" data-environment="${stack}" aria-pressed="${place === 0 ? "true" : "false"}">${stack}</button>`)}
        </nav>
        <div class="search" role="search">
            <label class="sr" for="search">Search resources by name, type or URN</label
            ><input
                id="search"
                type="search"
                placeholder="Search name, type, URN"
                autocomplete="off"
                spellcheck="false"
                aria-controls="found"
            />
            <div id="found" class="found" hidden></div>
        </div>
        <button type="button" id="theme" class="theme" aria-label="Colours: as the system has them">◐</button>
    </header>`;
}

function sectionOf(environment: PageEnvironment, { today }: PageData): Html {
    const { stack } = environment.graph;
    const index = indexOf(environment.graph);
    const tabs = tabsOf(environment, index);
    return markup`<section
        class="environment"
        id="env-${stack}"
        data-environment="${stack}"
        aria-label="${stack}"
    >
        ${factsOf(environment, index, today)}
        <div class="tabs" role="tablist" aria-label="${stack}">
            ${tabs.map(({ id, title }, place) => markup`<button type="button" role="tab" id="tab-${stack}-${id}" aria-controls="panel-${stack}-${id}" aria-selected="${place === 0 ? "true" : "false"}" tabindex="${place === 0 ? "0" : "-1"}" data-tab="${id}">${title}</button>`)}
        </div>
        ${tabs.map(
            ({ body, id, title }) =>
                markup`<div
                    role="tabpanel"
                    id="panel-${stack}-${id}"
                    aria-labelledby="tab-${stack}-${id}"
                    class="panel panel-${id}"
                    data-tab="${id}"
                    tabindex="0"
                >
                    <h2>${title}</h2>
                    ${body}
                </div>`,
        )}
    </section>`;
}

/** The plan in figures, each of which leads to its tab. */
function factsOf(environment: PageEnvironment, { platform }: GraphIndex, today: string): Html {
    const { before, calendar, cost, graph, time } = environment;
    const made = graph.resources.filter(({ custom }) => custom).length;
    const components = graph.resources.filter(
        ({ custom, type }) => !custom && type !== "pulumi:pulumi:Stack",
    ).length;
    const was = before?.graph?.resources.filter(({ custom }) => custom).length;
    const next = calendar?.entries
        .filter(({ day }) => day >= calendar.today)
        .sort((a, b) => (a.day < b.day ? -1 : 1))[0];
    const fact = (tab: string, value: string, what: string, change?: string): Html =>
        markup`<button type="button" class="fact" data-go="${tab}">
            <b>${value}</b><span>${what}</span>${when(change !== undefined, () => markup`<em>${change}</em>`)}
        </button>`;
    const [schedule] = time?.schedules ?? [];
    const money = cost?.change === undefined ? undefined : (signedText(cost.change.month) ?? "no change");
    return markup`<div class="facts">
        ${when(platform !== undefined, () => fact("platform", textAt(platform ?? NOBODY, "kubernetesVersion"), `Kubernetes, ${textAt(platform ?? NOBODY, "region")}`))}
        ${fact("resources", String(made), `resources in ${count(components, "component")}`, was === undefined || was === made ? undefined : changeText(was, made))}
        ${when(cost !== undefined, () => fact("cost", `${monthText(cost?.month ?? { low: 0, high: 0 })} USD`, "a month, with the kit's pods", money))}
        ${when(schedule !== undefined, () => fact("deployment", durationText(schedule?.usual ?? 0), schedule?.title ?? ""))}
        ${when(next !== undefined, () => fact("calendar", next?.day ?? "", `${next?.what ?? ""}, ${daysText(today, next?.day ?? today)}`))}
        ${when(before !== undefined, () => fact("changes", changeCount(environment), `resources change, from ${before?.label ?? ""}`))}
    </div>`;
}

const NOBODY = { inputs: {} } as PageEnvironment["graph"]["resources"][number];

function changeCount({ before }: PageEnvironment): string {
    const counts = before?.review.counts;
    return counts === undefined
        ? "none"
        : String(counts.create + counts.update + counts.replace + counts.delete);
}
