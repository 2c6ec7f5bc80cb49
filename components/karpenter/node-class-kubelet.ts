/** Settings of the kubelet on a pool's nodes. */
import { isIP } from "node:net";

import { secondsOf } from "../shared/durations";
import type { Problem } from "../shared/problems";
import type { AmiFamily, KubeletWords } from "./node-class-schema";

/** A number that is written into 32 bits. */
const MAX_INT32 = 2_147_483_647;

/** What the kubelet takes where nothing is said. Source: Kubernetes documentation, KubeletConfiguration v1beta1. */
const IMAGE_GC = { high: 85, low: 80 } as const;

/**
 * Everything the CRD refuses, and what keeps a kubelet from starting or has no effect.
 * Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.k8s.aws_ec2nodeclasses.yaml, kubelet.
 */
export function checkKubelet(path: string, words: KubeletWords, family: AmiFamily): Problem[] {
    const { clusterDNS, evictionMaxPodGracePeriod, maxPods, podsPerCore } = words;
    return [
        ...checkNumber(`${path}.maxPods`, maxPods, { min: 1, max: MAX_INT32 }),
        ...checkNumber(`${path}.podsPerCore`, podsPerCore, { min: 1, max: MAX_INT32 }),
        ...checkNumber(`${path}.evictionMaxPodGracePeriod`, evictionMaxPodGracePeriod, {
            min: 0,
            max: MAX_INT32,
        }),
        ...checkPodsPerCore(`${path}.podsPerCore`, podsPerCore, family),
        ...checkImageGc(path, words),
        ...checkReserved(`${path}.systemReserved`, words.systemReserved),
        ...checkReserved(`${path}.kubeReserved`, words.kubeReserved),
        ...checkSignals(`${path}.evictionHard`, words.evictionHard),
        ...checkSignals(`${path}.evictionSoft`, words.evictionSoft),
        ...checkGracePeriods(path, words),
        ...(clusterDNS === undefined ? [] : checkAddresses(`${path}.clusterDNS`, clusterDNS)),
    ];
}

function checkNumber(
    path: string,
    got: number | undefined,
    { max, min }: { readonly min: number; readonly max: number },
): Problem[] {
    if (got === undefined || (Number.isInteger(got) && got >= min && got <= max)) return [];
    return [{ path, what: "out of range", got, remedy: `Write a whole number from ${min} to ${max}` }];
}

/** Source: Karpenter v1.14.1, pkg/providers/amifamily/bottlerocket.go, FeatureFlags. */
function checkPodsPerCore(path: string, got: number | undefined, family: AmiFamily): Problem[] {
    if (got === undefined || family !== "Bottlerocket") return [];
    return [{ path, what: "Bottlerocket does not know it", got, remedy: "Use maxPods" }];
}

/** The CRD compares the two only where both are given; the kubelet compares one of them with the other's default. */
function checkImageGc(path: string, words: KubeletWords): Problem[] {
    const { imageGCHighThresholdPercent: high, imageGCLowThresholdPercent: low } = words;
    const ranges = { min: 0, max: 100 };
    const problems = [
        ...checkNumber(`${path}.imageGCHighThresholdPercent`, high, ranges),
        ...checkNumber(`${path}.imageGCLowThresholdPercent`, low, ranges),
    ];
    if (problems.length > 0 || (high ?? IMAGE_GC.high) > (low ?? IMAGE_GC.low)) return problems;
    const [key, got] =
        high === undefined ? ["imageGCLowThresholdPercent", low] : ["imageGCHighThresholdPercent", high];
    return [
        {
            path: `${path}.${key}`,
            what: `the kubelet would not start: high ${high ?? IMAGE_GC.high} must be above low ${low ?? IMAGE_GC.low}`,
            got: got ?? 0,
            remedy: "Set both",
        },
    ];
}

const QUANTITY = /^\d+(\.\d+)?([KMGTPE]i|[mkMGTPE])?$/;

function checkReserved(path: string, given: KubeletWords["kubeReserved"]): Problem[] {
    return Object.entries(given ?? {}).flatMap(([resource, amount]) =>
        QUANTITY.test(amount)
            ? []
            : [
                  {
                      path: `${path}.${resource}`,
                      what: "not an amount",
                      got: amount,
                      remedy: "Write 100m, 1 or 500Mi",
                  },
              ],
    );
}

function checkSignals(path: string, given: KubeletWords["evictionHard"]): Problem[] {
    return Object.entries(given ?? {}).flatMap(([signal, threshold]) => {
        const isShare = /^(\d{1,2}(\.\d{1,2})?|100(\.0{1,2})?)%$/.test(threshold);
        if (isShare || QUANTITY.test(threshold)) return [];
        const remedy = "Write an amount such as 100Mi, or a share such as 10%";
        return [{ path: `${path}.${signal}`, what: "not a threshold", got: threshold, remedy }];
    });
}

/** Each soft threshold has its grace period, and each grace period its threshold. */
function checkGracePeriods(
    path: string,
    { evictionSoft = {}, evictionSoftGracePeriod = {} }: KubeletWords,
): Problem[] {
    const lonely = (list: string, signals: object, others: object): Problem[] =>
        Object.keys(signals)
            .filter((signal) => !Object.hasOwn(others, signal))
            .map((signal) => ({
                path: `${path}.${list}.${signal}`,
                what: "a soft threshold and its grace period come together",
                remedy: `Add ${signal} to ${list === "evictionSoft" ? "evictionSoftGracePeriod" : "evictionSoft"}`,
            }));
    return [
        ...lonely("evictionSoft", evictionSoft, evictionSoftGracePeriod),
        ...lonely("evictionSoftGracePeriod", evictionSoftGracePeriod, evictionSoft),
        ...Object.entries(evictionSoftGracePeriod).flatMap(([signal, time]) =>
            secondsOf(time) === undefined
                ? [
                      {
                          path: `${path}.evictionSoftGracePeriod.${signal}`,
                          what: "not a time",
                          got: time,
                          remedy: "Write minutes and seconds: 1m30s",
                      },
                  ]
                : [],
        ),
    ];
}

function checkAddresses(path: string, addresses: readonly string[]): Problem[] {
    if (addresses.length === 0) return [{ path, what: "no address", got: [], remedy: "Leave it out" }];
    return addresses.flatMap((address, index) =>
        isIP(address) === 0
            ? [
                  {
                      path: `${path}[${index}]`,
                      what: "not an address",
                      got: address,
                      remedy: "Write 172.20.0.10",
                  },
              ]
            : [],
    );
}
