/** What an environment must outlive: what AWS would refuse of it, and what is made. Pure. */
import { isLabelName } from "../shared/object-names";
import { limitName } from "../shared/names";
import type { Problem } from "../shared/problems";
import type { ResilienceWords } from "./resilience-schema";

export interface ResilienceSpec extends ResilienceWords {
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
    /** Whether the cluster is registered for zonal shift. */
    readonly zonalShift: boolean;
    /** Key of the tag that holds the cluster's name; none where the organisation writes none. */
    readonly tagKey?: string;
}

/** Source: terraform-provider-aws internal/service/resiliencehubv2/policy.go, name. */
const MAX_NAME = 60;

/** What service and policy are called. */
export function hubNameOf({ clusterName }: Pick<ResilienceSpec, "clusterName">): string {
    return limitName(clusterName, MAX_NAME);
}

/** Everything AWS would refuse. Arguments left out are not looked at. */
export function checkResilience(spec: Partial<ResilienceSpec>): Problem[] {
    const { autoshift, hub } = spec;
    const remedy = "Set hub, autoshift or both, or remove it";
    return [
        ...(hub === undefined && autoshift === undefined
            ? [{ path: "", what: "nothing is asked for", remedy }]
            : []),
        ...(hub === undefined ? [] : checkHub(hub, spec)),
        ...(autoshift === undefined ? [] : checkAutoshift(autoshift, spec)),
    ];
}

type Hub = NonNullable<ResilienceSpec["hub"]>;

/** Source: terraform-provider-aws internal/service/resiliencehubv2, policy.go and input_source.go, validators. */
function checkHub(hub: Hub, spec: Partial<ResilienceSpec>): Problem[] {
    const { availabilityPercent, backupMinutes, namespaces = [], regionLoss, zoneLoss } = hub;
    const targets = [availabilityPercent, backupMinutes, regionLoss, zoneLoss];
    return [
        ...(targets.every((target) => target === undefined)
            ? [{ path: "hub", what: "the policy has no target to assess by", remedy: TARGETS }]
            : []),
        ...(availabilityPercent === undefined || (availabilityPercent > 0 && availabilityPercent <= 100)
            ? []
            : [
                  {
                      path: "hub.availabilityPercent",
                      what: "not a share of the time",
                      got: availabilityPercent,
                      remedy: "Write percent, such as 99.9",
                  },
              ]),
        ...checkMinutes("hub.backupMinutes", backupMinutes),
        ...Object.entries({ zoneLoss, regionLoss }).flatMap(([name, loss]) => [
            ...checkMinutes(`hub.${name}.recoverMinutes`, loss?.recoverMinutes),
            ...checkMinutes(`hub.${name}.loseMinutes`, loss?.loseMinutes),
        ]),
        ...checkNamespaces(namespaces),
        ...("clusterName" in spec && spec.tagKey === undefined
            ? [
                  {
                      path: "hub",
                      what: "the organisation writes no tag with the cluster's name, by which Resilience Hub finds what belongs to it",
                      remedy: "Remove it, or have tags.cluster written",
                  },
              ]
            : []),
    ];
}

const TARGETS = "Set availabilityPercent, zoneLoss, regionLoss or backupMinutes";

function checkMinutes(path: string, got: number | undefined): Problem[] {
    if (got === undefined || (Number.isInteger(got) && got >= 0)) return [];
    return [{ path, what: "not a number of minutes", got, remedy: "Write whole minutes, 0 or more" }];
}

function checkNamespaces(namespaces: readonly string[]): Problem[] {
    return [
        ...(namespaces.length > 10
            ? [
                  {
                      path: "hub.namespaces",
                      what: "Resilience Hub takes ten namespaces of a cluster",
                      got: namespaces.length,
                      remedy: "Name ten at most",
                  },
              ]
            : []),
        ...namespaces.flatMap((got, index) =>
            isLabelName(got)
                ? []
                : [
                      {
                          path: `hub.namespaces[${index}]`,
                          what: "not the name of a namespace",
                          got,
                          remedy: "Write it as Kubernetes has it, without wildcards",
                      },
                  ],
        ),
    ];
}

type Autoshift = NonNullable<ResilienceSpec["autoshift"]>;

function checkAutoshift(autoshift: Autoshift, spec: Partial<ResilienceSpec>): Problem[] {
    const { blockedDates = [], blockingAlarms = [], outcomeAlarms, practice } = autoshift;
    return [
        ...(spec.zonalShift === false
            ? [
                  {
                      path: "autoshift",
                      what: "the cluster is not registered for zonal shift",
                      remedy: "Set controlPlane.zonalShift: true, or remove it",
                  },
              ]
            : []),
        ...(outcomeAlarms.length > 0
            ? []
            : [
                  {
                      path: "autoshift.outcomeAlarms",
                      what: "AWS shifts nothing by itself before it has practised, and needs an alarm that tells how that went",
                      remedy: "Name an alarm of CloudWatch by its ARN",
                  },
              ]),
        ...checkAlarms("autoshift.outcomeAlarms", outcomeAlarms, spec),
        ...checkAlarms("autoshift.blockingAlarms", blockingAlarms, spec),
        ...(practice?.windows ?? []).flatMap((got, index) =>
            WINDOW.test(got)
                ? []
                : [
                      {
                          path: `autoshift.practice.windows[${index}]`,
                          what: "not a window of the week",
                          got,
                          remedy: "Write it in UTC: Mon:09:00-Mon:17:00",
                      },
                  ],
        ),
        ...blockedDates.flatMap((got, index) =>
            /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(got)
                ? []
                : [
                      {
                          path: `autoshift.blockedDates[${index}]`,
                          what: "not a day",
                          got,
                          remedy: "Write it as 2026-12-24",
                      },
                  ],
        ),
    ];
}

/** Source: @pulumi/aws 7.48.0 typings, arczonalshift ZonalAutoshiftConfiguration, allowedWindows. */
const WINDOW =
    /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun):([01]\d|2[0-3]):[0-5]\d-(Mon|Tue|Wed|Thu|Fri|Sat|Sun):([01]\d|2[0-3]):[0-5]\d$/;

function checkAlarms(path: string, alarms: readonly string[], spec: Partial<ResilienceSpec>): Problem[] {
    const { account, region } = spec;
    if (account === undefined || region === undefined) return [];
    return alarms.flatMap((got, index) =>
        new RegExp(`^arn:[a-z-]+:cloudwatch:${region}:${account}:alarm:.+$`).test(got)
            ? []
            : [
                  {
                      path: `${path}[${index}]`,
                      what: "not the ARN of an alarm of this account and region",
                      got,
                      remedy: `Write arn:aws:cloudwatch:${region}:${account}:alarm:<name>`,
                  },
              ],
    );
}

export function decisionsOfResilience(spec: ResilienceSpec): Record<string, string> {
    const { autoshift, hub, tagKey = "" } = spec;
    return {
        autoshift: autoshift === undefined ? "off" : `on, ${autoshift.outcomeAlarms.length} alarms`,
        hub: hub === undefined ? "none" : `${hubNameOf(spec)}, by tag ${tagKey}`,
    };
}
