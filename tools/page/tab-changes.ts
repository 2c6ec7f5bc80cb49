/** What a change does: risks first, then every component with what it decided differently and what happens to its resources. */
import { canonicalJson, type Json } from "../../components/shared/json";
import { count } from "../plan/report-text";
import type { EnvironmentReview, Group, PropertyLine, ReportedChange, ReportedRisk } from "../review/report";
import { MARKS } from "./drawing-svg";
import { markup, type Html, when } from "./html";
import { linkTo } from "./pieces";

/** Changes of one component that are shown at once; a new environment has hundreds. */
const SHOWN = 200;

export function changesTab(review: EnvironmentReview, label: string): Html {
    const { counts, groups, headline, outputs, reasons, risks } = review;
    const figures = (["create", "update", "replace", "delete"] as const).map(
        (operation) =>
            markup`<div class="figure op-${operation}">
                <b>${counts[operation]}</b><span>${MARKS[operation]}</span>
            </div>`,
    );
    return markup`<p class="headline">${headline}</p>
        <p class="quiet">Compared with ${label}. ${reasons.join(" ")}</p>
        <div class="figures">
            ${figures}
            <div class="figure"><b>${counts.unchanged}</b><span>stay as they are</span></div>
        </div>
        ${when(
            risks.length > 0,
            () =>
                markup`<h3>What could hurt</h3>
                    <ul class="risks">
                        ${risks.map(riskOf)}
                    </ul>`,
        )}
        ${when(groups.length > 0, () => markup`<h3>By component</h3>`)} ${groups.map(groupOf)}
        ${when(
            outputs.length > 0,
            () =>
                markup`<h3>What the stack exports</h3>
                    ${propertiesOf(outputs)}`,
        )}`;
}

function riskOf({ acknowledged, component, remedy, severity, source, urn, what, why }: ReportedRisk): Html {
    return markup`<li class="risk is-${severity}">
        <span class="tag">${severity}</span> ${linkTo(urn, component)}: <b>${what}</b> ${why}
        <span class="quiet">Instead: ${remedy}. ${source}.</span
        >${when(acknowledged !== undefined, () => markup` <span>Accepted until ${acknowledged?.expires}: ${acknowledged?.reason}</span>`)}
    </li>`;
}

function groupOf({ changes, component, decisions, operation, type, urn }: Group): Html {
    const open = operation !== "create" && changes.length <= 12;
    const shown = changes.slice(0, SHOWN);
    return markup`<details class="group" ${open ? markup` open` : undefined}>
        <summary>
            <b>${component.join(" › ")}</b>
            <span class="quiet">${type}</span>
            ${when(operation !== "none", () => markup`<i class="tag op-${operation}">${MARKS[operation]}</i>`)}
            <span class="quiet">${count(changes.length, "resource")}</span>
        </summary>
        <p>${linkTo(urn, "Details")}</p>
        ${when(
            decisions.length > 0 && operation !== "create" && operation !== "delete",
            () =>
                markup`<h4>Decided otherwise</h4>
                    ${propertiesOf(decisions)}`,
        )}
        ${shown.map(changeOf)}${when(changes.length > shown.length, () => markup`<p>And ${count(changes.length - shown.length, "resource")} more: the search finds each.</p>`)}
    </details>`;
}

function changeOf(change: ReportedChange): Html {
    const { forcedBy, name, notes, operation, properties, ripples, type, urn } = change;
    return markup`<div class="change op-${operation}">
        <i class="tag op-${operation}">${MARKS[operation]}</i> ${linkTo(urn, name)}
        <span class="quiet">${type}</span
        >${when(forcedBy.length > 0, () => markup` because of ${forcedBy.join(", ")}`)}${when(operation !== "create" && operation !== "delete", () => propertiesOf(properties))}${ripples.map(({ from, input }) => markup`<p class="quiet">${input}: from ${from.join(", ")}, which becomes another</p>`)}${notes.map((note) => markup`<p class="quiet">${note}</p>`)}
    </div>`;
}

function propertiesOf(properties: readonly PropertyLine[]): Html | undefined {
    if (properties.length === 0) return undefined;
    return markup`<dl class="properties">
        ${properties.map(
            ({ after, before, forces, path }) =>
                markup`<div>
                    <dt>
                        ${path}${when(forces, () => markup` <i class="tag op-replace">forces replacement</i>`)}
                    </dt>
                    <dd>
                        ${when(before !== undefined, () => markup`<del>${valueText(before)}</del>`)}
                        ${when(after !== undefined, () => markup`<ins>${valueText(after)}</ins>`)}
                    </dd>
                </div>`,
        )}
    </dl>`;
}

const LONGEST = 400;

function valueText(value: Json | undefined): string {
    const text = typeof value === "string" ? value : canonicalJson(value ?? null);
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
