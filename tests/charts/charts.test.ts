/** Ring 4: Helm renders each chart the kit knows, with the kit's values; every claim of its definition is compared. */
import assert from "node:assert/strict";

import { missingGo } from "../../tools/apiserver/requirements";
import { compareRendered } from "../../tools/charts/compare";
import { compareEverywhere, type Environment } from "../../tools/charts/compare-everywhere";
import { compareValues, without } from "../../tools/charts/compare-values";
import {
    type Comparison,
    describeDifference,
    differencesOf,
    type Place,
} from "../../tools/charts/comparison";
import {
    buildHelm,
    type Failed,
    goOf,
    Helm,
    helmModuleText,
    type Inspected,
    type Rendered,
    type RenderRequest,
} from "../../tools/charts/helm";
import { locateChart } from "../../tools/charts/locate";
import { textOf } from "../../tools/facts/build";
import { isOwnApi, RENDERED_APIS } from "../../tools/upgrade/facts/chart-apis";
import { VARIANTS } from "./hosts";
import { describeOnApiserver } from "./on-apiserver";
import type { OnServer } from "./on-server";
import { type Installation, type Subject, SUBJECTS } from "./subjects";
import type { Words } from "./words";

/** A first build, and plans of every environment, on a slow machine with others on it. */
const BUILD_MS = 30 * 60_000;
const PLANS_MS = 5 * 60_000;

const missing = missingGo(goOf(helmModuleText()), process.env);
if (missing !== undefined) report(`Ring 4 is skipped. This machine lacks ${missing}.`);
const describeWithGo = missing === undefined ? describe : describe.skip;

function report(line: string): void {
    process.stderr.write(`${line}\n`);
}

const counted = { charts: 0, renders: 0, claims: 0, differences: 0, refused: 0 };
const skipped: string[] = [];
/** The last variant of each chart on each host: many pods, from a mirror. */
const onServer: OnServer[] = [];

describeWithGo("charts as Helm renders them", () => {
    let helm: Helm | undefined;

    before("build", async function () {
        this.timeout(BUILD_MS);
        helm = new Helm(await buildHelm(report));
    });

    after("count", () => {
        const { charts, claims, differences, refused, renders } = counted;
        report(
            `\nring 4: ${charts} charts rendered ${renders} times, ${claims} claims compared, ` +
                `${differences} differences, ${refused} refused by the kit, ${skipped.length} charts skipped`,
        );
        for (const line of skipped) report(`skipped: ${line}`);
    });

    function program(): Helm {
        assert.ok(helm);
        return helm;
    }

    for (const subject of SUBJECTS) describe(subject.pinned.chart, () => testsOf(subject, program));

    describeOnApiserver(() => onServer, report);
});

function testsOf(subject: Subject, helm: () => Helm): void {
    const { choices, facts, installed, pinned } = subject;
    const { chart } = pinned;
    let source: Source = { chart: "", inside: [] };
    let inspected: Inspected | undefined;
    const everywhere: Environment[] = [];
    /** Of Kubernetes' own, in any environment. */
    const apis = new Set<string>();

    before("find", async function () {
        this.timeout(BUILD_MS);
        const located = await locateChart(pinned, { helm: helm(), own: process.env["CHARTS_FROM"] });
        if ("missing" in located) {
            skipped.push(`${chart} ${pinned.version}: ${located.missing}`);
            this.skip();
        }
        source = { chart: located.path, inside: located.inside };
        inspected = sound(helm().inspect([source])[0]);
        assert.deepEqual([inspected.name, inspected.version], [chart, located.version]);
        counted.charts += 1;
    });

    const renderings = choices.flatMap((words) =>
        VARIANTS.map((variant) => ({ variant, words, title: `${variant.title}${chosenOf(words)}` })),
    );
    for (const host of subject.hosts) {
        it(`${host}: every claim holds`, async function () {
            this.timeout(PLANS_MS);
            const found: Found[] = [];
            for (const { title, variant, words } of renderings) {
                const installation = await installed(host, variant, words);
                if ("refused" in installation) {
                    counted.refused += 1;
                    const others = installation.refused.filter(
                        (text) => !text.includes(`catalogue.${chart}`),
                    );
                    assert.deepEqual(others, [], `${host}, ${title}: refused for something else`);
                    continue;
                }
                assert.ok(inspected);
                const { comparisons, ...both } = compare(helm(), { source, inspected, installation });
                everywhere.push({ ...both, mirror: variant.mirror });
                for (const api of ownApisOf(both.first)) apis.add(api);
                if (variant === VARIANTS.at(-1))
                    onServer.push({
                        ...installation,
                        chart,
                        host,
                        words: chosenOf(words),
                        rendered: both.first,
                    });
                found.push(...counting(comparisons).map((difference) => ({ difference, variant: title })));
            }
            assert.deepEqual(described({ chart, host }, found, renderings.length), []);
        });
    }

    it("renders objects of the APIs that an upgrade looks at", function () {
        const known = RENDERED_APIS[chart];
        if (known === undefined) {
            skipped.push(
                `${chart}: tools/upgrade/facts/chart-apis.ts has no row, which is: ${[...apis].sort().join(", ")}`,
            );
            this.skip();
        }
        assert.deepEqual([...apis].sort(), known);
    });

    it("is claimed nothing that no environment shows", () => {
        assert.notEqual(everywhere.length, 0, `${chart} was rendered nowhere`);
        const differences = counting(compareEverywhere(facts, everywhere));
        const place = { chart, host: "any host" };
        assert.deepEqual(
            differences.map((one) => describeDifference(place, one)),
            [],
        );
    });
}

function chosenOf(words: Words): string {
    return Object.keys(words).length === 0 ? "" : `, with ${JSON.stringify(words)}`;
}

/** `policy/v1 PodDisruptionBudget`, of what Kubernetes itself defines. */
function ownApisOf({ crds, hooks, objects }: Rendered): readonly string[] {
    return [...objects, ...hooks, ...crds]
        .map(({ object }) => `${textOf(object["apiVersion"])} ${textOf(object["kind"])}`)
        .filter(isOwnApi);
}

interface Found {
    readonly difference: Comparison;
    readonly variant: string;
}

/** One line a difference, with the variants it is of where it is not of all. */
function described({ chart, host }: Place, found: readonly Found[], all: number): string[] {
    const variants = new Map<string, string[]>();
    for (const { difference, variant } of found) {
        const text = describeDifference({ chart, host }, difference);
        variants.set(text, [...(variants.get(text) ?? []), variant]);
    }
    return [...variants].map(([text, of]) => (of.length === all ? text : `${text} (${of.join("; ")})`));
}

type Source = Pick<RenderRequest, "chart" | "inside">;

interface Question {
    readonly source: Source;
    readonly inspected: Inspected;
    readonly installation: Installation;
}

/** Installs it, and updates it with nothing changed. */
function compare(
    helm: Helm,
    { inspected, installation, source }: Question,
): { readonly comparisons: Comparison[]; readonly first: Rendered; readonly second: Rendered } {
    const { claims, values, ...place } = installation;
    const request: RenderRequest = { ...place, ...source, values, revision: 1 };
    const [first, second] = helm.render([request, { ...request, revision: 2 }]).map(sound);
    assert.ok(first && second);
    counted.renders += 2;
    const text = JSON.stringify([first.objects, first.hooks]);
    const changes = (keys: readonly string[]): boolean => {
        const [other] = helm.render([{ ...request, values: without(values, keys) }]);
        counted.renders += 1;
        return (
            other === undefined || "error" in other || JSON.stringify([other.objects, other.hooks]) !== text
        );
    };
    return {
        comparisons: [
            ...compareRendered(claims, first, second),
            ...compareValues(claims, values, inspected, changes),
        ],
        first,
        second,
    };
}

function sound<Answer extends object>(answer: Answer | Failed | undefined): Answer {
    if (answer === undefined || "error" in answer)
        throw new Error(answer === undefined ? "Helm said nothing" : answer.error);
    return answer;
}

/** Differences, with everything compared counted. */
function counting(comparisons: readonly Comparison[]): readonly Comparison[] {
    const differences = differencesOf(comparisons);
    counted.claims += comparisons.length;
    counted.differences += differences.length;
    return differences;
}
