/** Environments some of whose settings or words could not be read, as a part gets them. */

/** What is looked at of an environment. */
interface PartlyRead {
    readonly settings: object;
    readonly shape: unknown;
    /** Keys of settings, and words of the shape, that could not be read. */
    readonly unread: readonly string[];
    readonly unreadWords: readonly string[];
}

/** Stands among unread words for each of them. */
export const ALL_WORDS = "<all>";

/** Thrown by a word that could not be read, when a part looks at it. */
const UNREAD = new Error("a word that could not be read");

/** What a part makes of an environment some of whose words could not be read: nothing, if it looks at one of them. */
export function withoutWhatIsUnread<Environment extends PartlyRead, Made>(
    environment: Environment,
    nothing: Made,
    make: (readable: Environment) => Made,
): Made {
    const { shape, unreadWords } = environment;
    if (unreadWords.length === 0) return make(environment);
    if (unreadWords.includes(ALL_WORDS)) return nothing;
    const unread = {
        enumerable: true,
        get: () => {
            throw UNREAD;
        },
    };
    const words = Object.fromEntries(unreadWords.map((word) => [word, unread]));
    try {
        return make(
            Object.defineProperties(
                { ...environment, shape: Object.defineProperties({ ...(shape as object) }, words) },
                // They are asked of every part, whatever it looks at.
                { kitPods: unread, pods: unread },
            ),
        );
    } catch (error) {
        if (error === UNREAD) return nothing;
        throw error;
    }
}

/** What could not be read is undefined, and the part leaves it out again before any check looks. */
export function leftOut<Environment extends PartlyRead>(environment: Environment): Environment {
    const { settings, shape, unread, unreadWords } = environment;
    // Nobody looks at what is copied: settings know who does.
    const without = <Whole>(whole: Whole, keys: readonly string[]): Whole => {
        const properties = Object.entries(Object.getOwnPropertyDescriptors(whole as object));
        const left = properties.filter(([key]) => !keys.includes(key));
        return Object.defineProperties({}, Object.fromEntries(left)) as Whole;
    };
    return {
        ...environment,
        settings: without(settings, unread),
        unread: [],
        shape: without(shape, unreadWords),
        unreadWords: [],
    };
}
