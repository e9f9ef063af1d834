/** What can't be a variable of a module, or means something in the programs that are written here. */
const TAKEN = new Set(
  (
    "break case catch class const continue debugger default delete do else enum export extends false finally for function if import in " +
    "instanceof new null return super switch this throw true try typeof var void while with yield let static await async of implements " +
    "interface package private protected public arguments eval undefined config pulumi"
  ).split(" "),
);

/**
 * A variable for a resource, made from its name: `main-shop` → `mainShop`.
 *
 * @param isFree
 *  Whether nothing else is called so.
 */
export function variableFor(name: string, isFree: (variable: string) => boolean): string {
  const camel = name.replace(/[^a-zA-Z0-9]+(.?)/g, (_, next: string) => next.toUpperCase());
  const plain =
    /^[a-z]/.test(camel) && !TAKEN.has(camel) ? camel : `app${camel.charAt(0).toUpperCase()}${camel.slice(1)}`;
  for (let number = 1; ; number++) {
    const variable = number === 1 ? plain : `${plain}${number}`;
    if (isFree(variable)) return variable;
  }
}
