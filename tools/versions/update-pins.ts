/** `npm run versions -- update`: asks AWS and the registries, and writes what they say into stacks/own/pins.yaml. */
import { readFileSync, writeFileSync } from "node:fs";

import { AUTOSCALER_IMAGE } from "../../components/charts/cluster-autoscaler";
import type { PinsFile } from "../../components/platform/pins";
import { chooseFrom } from "../../components/shared/hints";
import { CONTROLLER_POLICIES } from "../../components/karpenter/controller-policies";
import { mergePins, type Pins, PINS_FILE } from "../../components/shared/pins-schema";
import { DEFAULT_REGISTRY } from "../../components/versions";
import { ENVIRONMENTS } from "../../stacks/environments";
import { askAddons, askParameters, whyNotAws } from "./ask";
import { changes, type PinChoice, renderChoices } from "./choice";
import {
    aliasDay,
    chooseAlias,
    chooseAutoscaler,
    chooseChart,
    chooseKarpenter,
    chooseReleases,
} from "./newest";
import { dayOf, imageParameters, recommendedParameter } from "./nodes";
import { tableWith, writePins } from "./pins-file";
import { placeOf, tagsOf, versionsOf } from "./registry";
import { type AskedChart, EXIT, readPins, type Surroundings, unusable } from "./surroundings";
import { TABLE, type VersionTable } from "./table";
import { chooseVersions, pinChoiceOf } from "./update";
import { CHARTS } from "./verify";

export interface UpdateOptions {
    readonly region: readonly string[];
    readonly dryRun?: true;
    readonly environment?: string;
}

/** Where a person looks who has no credentials. */
const WITHOUT_AWS = `Add-ons, node releases and the AMI alias are AWS's to say, and stay. Published without a login:
  - images of nodes: https://github.com/awslabs/amazon-eks-ami/releases
  - add-ons: nowhere; with credentials, aws eks describe-addon-versions
`;

export async function updatePins(options: UpdateOptions, around: Surroundings): Promise<number> {
    const { probe, terminal } = around;
    const region = regionOf(options, around);
    if ("problem" in region) return unusable(region.problem, terminal);
    const pins = readPins(around);
    if (pins === undefined) return EXIT.unusable;
    const scope = scopeOf(pins, options.environment);
    const why = await whyNotAws(probe, region.region);
    if (why === undefined) {
        terminal.err(`Asking AWS in ${region.region}, and the registries of the charts …\n`);
    } else terminal.err(`error: ${why}\n${WITHOUT_AWS}Asking the registries of the charts …\n`);
    const ofAws = why === undefined ? await choicesOfAws(around, region.region, scope.table) : [];
    if ("silent" in ofAws) {
        terminal.err(`AWS gave no answer for ${ofAws.silent.join(", ")}; nothing was written.\n`);
        return EXIT.wrong;
    }
    const ofRegistries = await choicesOfRegistries(around, scope, options.environment);
    await write([...ofAws, ...ofRegistries], options, around);
    if (why !== undefined) return EXIT.unusable;
    return ofRegistries[0]?.to === undefined ? EXIT.wrong : EXIT.done;
}

/** Where AWS is asked; a problem where that is not one place, or nobody's. */
function regionOf(
    { environment, region }: UpdateOptions,
    { regions }: Surroundings,
): { readonly region: string } | { readonly problem: string } {
    const { names } = ENVIRONMENTS;
    if (environment !== undefined && !names.includes(environment)) {
        return { problem: `no environment "${environment}". ${chooseFrom(environment, names)}.` };
    }
    const asked = region.length > 0 ? region : regions(environment);
    const [one, ...others] = asked;
    return one === undefined || others.length > 0
        ? { problem: `The table has one row a minor: name one region with --region (${asked.join(", ")}).` }
        : { region: one };
}

async function write(
    choices: readonly PinChoice[],
    { dryRun, environment }: UpdateOptions,
    { file, terminal }: Surroundings,
): Promise<void> {
    terminal.out(`${renderChoices(choices)}\n`);
    const edits = choices.filter(changes).map(({ place, to = "" }) => ({ place, value: to }));
    if (dryRun === true || edits.length === 0) return;
    writeFileSync(file, await writePins(readFileSync(file, "utf8"), edits, environment));
    terminal.out(`${PINS_FILE} is written. Next: npm run plan -- diff, npm run accept, npm test.\n`);
}

/** What is pinned now, where it will be written. */
interface Scope {
    readonly pins: Pins;
    readonly table: VersionTable;
}

function scopeOf({ environments, everywhere }: PinsFile, environment: string | undefined): Scope {
    const own = environment === undefined ? {} : (environments[environment] ?? {});
    const pins = mergePins(everywhere, own);
    return { pins, table: tableWith(TABLE, pins) };
}

/** Add-ons, node releases and the alias; or what AWS gave no answer for. */
async function choicesOfAws(
    { probe }: Surroundings,
    region: string,
    table: VersionTable,
): Promise<readonly PinChoice[] | { readonly silent: readonly string[] }> {
    const { minors } = table;
    const offers = await Promise.all(minors.map((minor) => askAddons(probe, region, minor)));
    const silent = minors.filter((_, index) => offers[index] === undefined);
    const newest = await askParameters(probe, region, minors.map(recommendedParameter));
    if (silent.length > 0 || newest === undefined) {
        return { silent: [...silent, ...(newest === undefined ? ["images of nodes"] : [])] };
    }
    const recommended = new Map(
        minors.flatMap((minor): [string, string][] => {
            const release = newest.get(recommendedParameter(minor));
            return release === undefined ? [] : [[minor, release]];
        }),
    );
    const day = aliasDay(recommended);
    const images =
        day === undefined || day <= dayOf(table.amiAlias.value)
            ? []
            : minors.flatMap((minor) => imageParameters(minor, day));
    const found = await askParameters(probe, region, images);
    return [
        ...chooseVersions(table, new Map(minors.map((minor, index) => [minor, offers[index]]))).map(
            pinChoiceOf,
        ),
        ...chooseReleases(table, recommended),
        chooseAlias(table, day, new Set(found?.keys())),
    ];
}

/** Karpenter's first. */
async function choicesOfRegistries(
    { charts, probe }: Surroundings,
    { pins, table }: Scope,
    environment: string | undefined,
): Promise<readonly PinChoice[]> {
    const [controller, definitions] = await Promise.all(
        CHARTS.map((chart) => tagsOf(probe, DEFAULT_REGISTRY, chart)),
    );
    const both = controller?.filter((tag) => definitions?.includes(tag) === true);
    const karpenter = chooseKarpenter(
        table.karpenter.value,
        definitions === undefined ? undefined : both,
        Object.keys(CONTROLLER_POLICIES),
    );
    const names = environment === undefined ? ENVIRONMENTS.names : [environment];
    const asked = (release: string) =>
        names.map((name) => charts(name)[release]).find((chart) => chart !== undefined);
    const known = Object.entries(table.charts).flatMap(([release, { version }]): [string, string][] => {
        const chart = asked(release);
        // One that the shape states goes before every pin.
        return chart === undefined || chart.version !== undefined ? [] : [[release, version.value]];
    });
    const releases = Object.entries({ ...Object.fromEntries(known), ...pins.charts });
    const pinned = releases.map(async ([release, version]): Promise<PinChoice> => {
        const [tags, silence] = await tagsOfChart(probe, asked(release));
        return chooseChart(release, version, tags, silence);
    });
    const images = asked("cluster-autoscaler") === undefined ? [] : await choicesOfAutoscaler(probe, table);
    return [karpenter, ...(await Promise.all(pinned)), ...images];
}

async function choicesOfAutoscaler(
    probe: Surroundings["probe"],
    { autoscalers, minors }: VersionTable,
): Promise<readonly PinChoice[]> {
    const tags = await tagsOf(probe, AUTOSCALER_IMAGE.registry, AUTOSCALER_IMAGE.path);
    return minors.map((minor) => chooseAutoscaler(minor, autoscalers[minor]?.value ?? "", tags));
}

/** The tags, or why there are none and where to look. */
async function tagsOfChart(
    probe: Surroundings["probe"],
    asked: AskedChart | undefined,
): Promise<readonly [tags: readonly string[] | undefined, silence: string]> {
    if (asked === undefined) return [undefined, "no environment here asks for it"];
    const { chart, repository } = asked;
    if (repository === undefined) {
        return [undefined, "of platform:chartRegistry, which this does not ask: look in your mirror"];
    }
    const place = placeOf(repository, chart);
    const silence =
        place === undefined
            ? `${repository}/index.yaml gives no answer`
            : `${place.registry} gives no answer without a login: look there for the tags of ${place.path}`;
    return [await versionsOf(probe, repository, chart), silence];
}
