/** Who is told what an environment costs: what AWS would refuse of it, and what is made. Pure. */
import { type Problem, whenGiven } from "../shared/problems";
import type { CostsWords } from "./costs-schema";

export interface CostsSpec extends Omit<CostsWords, "tag"> {
    readonly clusterName: string;
    /** What it is of, where that is less than the environment. */
    readonly entry?: string;
    /** The tag by which cost is told apart; none where the organisation writes no name of a cluster. */
    readonly tag?: {
        readonly key: string;
        /** What the environment's resources have there; undefined where they do not carry it. */
        readonly value?: string;
    };
}

/** Names of budgets are the account's own. */
export function nameOfCosts({ clusterName, entry }: Pick<CostsSpec, "clusterName" | "entry">): string {
    return entry === undefined ? clusterName : `${clusterName}-${entry}`;
}

/** One message of a budget. */
export interface BudgetAlert {
    readonly notificationType: "ACTUAL" | "FORECASTED";
    /** Percent of the limit. */
    readonly threshold: number;
}

const WARN_AT = { actual: [80, 100], forecast: [100] } as const;

export function alertsOf({ warnAt = {} }: NonNullable<CostsSpec["budget"]>): readonly BudgetAlert[] {
    const { actual = WARN_AT.actual, forecast = WARN_AT.forecast } = warnAt;
    return [
        ...actual.map((threshold) => ({ notificationType: "ACTUAL", threshold }) as const),
        ...forecast.map((threshold) => ({ notificationType: "FORECASTED", threshold }) as const),
    ];
}

/** How anomalies are told: a topic at once, mails in one a day. Source: Cost Explorer API Reference, AnomalySubscription, Frequency. */
export function subscriptionsOf({ notify: { emails = [], topicArn } }: Pick<CostsSpec, "notify">) {
    return [
        ...(topicArn === undefined
            ? []
            : [{ frequency: "IMMEDIATE", subscribers: [{ type: "SNS", address: topicArn }] } as const]),
        ...(emails.length === 0
            ? []
            : [
                  {
                      frequency: "DAILY",
                      subscribers: emails.map((address) => ({ type: "EMAIL", address }) as const),
                  } as const,
              ]),
    ];
}

/** Everything AWS would refuse, or would take and never tell anybody. Arguments left out are not looked at. */
export function checkCosts(spec: Partial<CostsSpec>): Problem[] {
    const { activateTag, anomalies, budget, notify, tag } = spec;
    return [
        ...(notify === undefined ? [] : checkNotify(notify)),
        ...(budget === undefined ? [] : checkBudget(budget)),
        ...(anomalies === undefined ? [] : checkAmount("anomalies.fromUsd", anomalies.fromUsd)),
        ...whenGiven(spec, ["clusterName"], () => checkTag(tag)),
        ...(budget === undefined && anomalies === undefined && activateTag !== true
            ? [
                  {
                      path: "",
                      what: "nothing is asked for that anybody could be told",
                      remedy: "Set budget, anomalies or activateTag, or remove it",
                  },
              ]
            : []),
    ];
}

/** Sources: Budgets API Reference, NotificationWithSubscribers and Subscriber; SNS Developer Guide, ARNs of topics. */
function checkNotify({ emails = [], topicArn }: CostsSpec["notify"]): Problem[] {
    return [
        ...(emails.length === 0 && topicArn === undefined
            ? [{ path: "notify", what: "nobody is told", remedy: "Name emails, a topicArn, or both" }]
            : []),
        ...(emails.length > 10
            ? [
                  {
                      path: "notify.emails",
                      what: "AWS sends to ten addresses at most",
                      got: emails.length,
                      remedy: "Name a list that sends on, or a topic",
                  },
              ]
            : []),
        ...emails.flatMap((got, index) =>
            /^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/.test(got)
                ? checkTwice(`notify.emails[${index}]`, got, emails.indexOf(got), index)
                : [
                      {
                          path: `notify.emails[${index}]`,
                          what: "not an address of mail",
                          got,
                          remedy: "Write name@example.com",
                      },
                  ],
        ),
        ...(topicArn === undefined ||
        /^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/.test(topicArn)
            ? []
            : [
                  {
                      path: "notify.topicArn",
                      what: "not the ARN of a topic",
                      got: topicArn,
                      remedy: "Write arn:aws:sns:<region>:<account>:<name>, of one that is no FIFO topic",
                  },
              ]),
    ];
}

function checkTwice(path: string, got: string | number, first: number, index: number): Problem[] {
    if (first === index) return [];
    return [{ path, what: `named at [${first}] already`, got, remedy: "Name each once" }];
}

function checkBudget({ monthlyUsd, warnAt = {} }: NonNullable<CostsSpec["budget"]>): Problem[] {
    const { actual = [], forecast = [] } = warnAt;
    const none = warnAt.actual?.length === 0 && warnAt.forecast?.length === 0;
    return [
        ...checkAmount("budget.monthlyUsd", monthlyUsd),
        ...[["actual", actual] as const, ["forecast", forecast] as const].flatMap(([name, percents]) =>
            percents.flatMap((got, index) => {
                const path = `budget.warnAt.${name}[${index}]`;
                if (got > 0 && got <= 1000) return checkTwice(path, got, percents.indexOf(got), index);
                return [{ path, what: "not a share of the budget", got, remedy: "Write percent, above 0" }];
            }),
        ),
        ...(none
            ? [{ path: "budget.warnAt", what: "nobody is told", remedy: "Name a share, or leave it out" }]
            : []),
    ];
}

function checkAmount(path: string, got: number): Problem[] {
    if (Number.isFinite(got) && got > 0) return [];
    return [{ path, what: "not an amount of money", got, remedy: "Write US dollars, above 0" }];
}

function checkTag(tag: CostsSpec["tag"]): Problem[] {
    const path = "tag";
    if (tag === undefined) {
        const what =
            "the organisation writes no tag with the cluster's name, so nothing tells the cost apart";
        return [{ path, what, remedy: "Name a key of platform:tags that no other environment has alike" }];
    }
    if (tag.value !== undefined) return [];
    const what = "no resource of the environment carries this tag, so its cost would always be 0";
    return [{ path, what, got: tag.key, remedy: "Name a key of platform:tags, or leave it out" }];
}

export function decisionsOfCosts(spec: CostsSpec): Record<string, string | string[]> {
    const { anomalies, budget, notify, tag } = spec;
    const { emails = [], topicArn } = notify;
    return {
        anomalies: anomalies === undefined ? "not told" : `from ${anomalies.fromUsd} USD`,
        budget:
            budget === undefined
                ? "none"
                : `${budget.monthlyUsd} USD a month, ${alertsOf(budget)
                      .map(({ notificationType, threshold }) => `${notificationType} ${threshold} %`)
                      .join(", ")}`,
        told: [...emails, ...(topicArn === undefined ? [] : [topicArn])],
        tag: `${tag?.key ?? "none"}=${tag?.value ?? ""}`,
    };
}

/** What whoever waits for a message has to know. */
export function noticesOfCosts({ activateTag, anomalies, budget, tag }: Partial<CostsSpec>): string[] {
    if (activateTag === true || tag === undefined || (anomalies === undefined && budget === undefined))
        return [];
    return [
        `Budgets and anomalies see nothing before ${tag.key} is an active cost allocation tag of the account that pays: activateTag there, or its billing console`,
    ];
}
