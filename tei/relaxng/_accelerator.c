/* The fast pass of tei.relaxng.driver in C: the same automaton, walked without a Python call for each tag.

   What the automaton has found out is mirrored in tables of our own: by a name where a start tag leads, by a state what
   follows an end tag, by a list of attribute names what to do with their values. A look-up that finds nothing asks the
   Python object that it mirrors, which answers or raises Refusal, and keeps the answer. So the automaton alone decides,
   and this file knows nothing of patterns.

   expat is the one that Python has: its functions come through the capsule pyexpat.expat_CAPI.

   The tables belong to one generation of the automaton (see Automaton.generation). When that has forgotten its states,
   so do we: what the stack holds is mirrored anew, everything else goes. */

#define PY_SSIZE_T_CLEAN
#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030B0000
#endif
#include <Python.h>

#include "_containers.h"

/* expat, as far as the capsule gives it */

typedef struct XML_ParserStruct *XML_Parser;
typedef void (*StartHandler)(void *data, const char *name, const char **attributes);
typedef void (*EndHandler)(void *data, const char *name);
typedef void (*TextHandler)(void *data, const char *text, int size);
typedef void (*DoctypeHandler)(void *data, const char *name, const char *system, const char *public, int internal);

/* The layout is pyexpat.h's; functions that are not called here have no type. Newer versions only add at the end. */
typedef struct {
    char *magic;
    int size;
    int major, minor, micro;
    void *error_string, *get_error_code, *get_error_column, *get_error_line;
    int (*parse)(XML_Parser parser, const char *text, int size, int is_final);
    XML_Parser (*parser_create)(const char *encoding, const void *memory, const char *separator);
    void (*parser_free)(XML_Parser parser);
    void (*set_text_handler)(XML_Parser parser, TextHandler handler);
    void *set_comment_handler, *set_default_handler;
    void (*set_element_handler)(XML_Parser parser, StartHandler start, EndHandler end);
    void *set_namespace_handler, *set_instruction_handler, *set_encoding_handler;
    void (*set_user_data)(XML_Parser parser, void *data);
    void (*set_doctype_handler)(XML_Parser parser, DoctypeHandler handler);
} Expat;

#define CAPSULE "pyexpat.expat_CAPI"
#define MAGIC "pyexpat.expat_CAPI 1.1"

static const Expat *expat = NULL;

/* Bounds: none of them changes an answer */

enum {
    MOST_VALUES = 4096,
    LONGEST_KEPT = 200, /* bytes */
    MOST_NAMES = 50000,
    PIECE = 1 << 20,
};

/* The mirrors */

typedef enum { STATE, FRAME, OPENING, CHECKS } Kind;

typedef struct {
    Kind kind;
    PyObject *object; /* borrowed: the tables own it */
} Mirror;

typedef struct State {
    Mirror mirror;
    int mixed, decides, knows_text;
    struct State *text;    /* after text that is not white space, NULL for none; when knows_text */
    PointerTable openings; /* TextEntry of a name -> Opening */
    TextTable texts;       /* where the text decides -> State */
} State;

typedef struct {
    Mirror mirror;
    PointerTable after; /* State -> State */
} Frame;

typedef struct {
    Mirror mirror;
    TextTable seen; /* values that are allowed */
    int keeps;
    int names; /* whether every NCName is allowed */
} Checks;

typedef enum { ID, IDREF } IdentifierKind;

typedef struct {
    size_t index;
    Checks *checks;
} Check;

typedef struct {
    size_t index;
    IdentifierKind kind;
} Identifier;

typedef struct Plan {
    struct Plan *next; /* another plan whose names have the same hash */
    TextEntry **names;
    size_t name_count;
    Check *checks;
    size_t check_count;
    Identifier *identifiers;
    size_t identifier_count;
    State *after; /* NULL where it depends on the values */
} Plan;

typedef struct {
    Mirror mirror;
    Frame *frame;
    State *bare;
    PointerTable plans; /* hash of the names, as a pointer -> Plan */
} Opening;

typedef struct {
    PyObject_HEAD
    PyObject *automaton, *refusal, *context;
    long long generation;
    TextTable names;      /* -> PyObject, the name as a str */
    PointerTable mirrors; /* PyObject, owned -> its Mirror */
    int busy;
} Tables;

/* One document on its way through the tables */

typedef enum { READING, REFUSED, FAILED } Outcome;

typedef struct {
    Tables *tables;
    State *state;
    Frame **stack;
    size_t depth, stack_capacity, most_depth;
    size_t longest; /* bytes of an attribute's value, 0 for any number */
    char *pending; /* text that decides, until the next tag */
    size_t pending_size, pending_capacity;
    TextEntry **attribute_names;
    size_t attribute_capacity;
    TextTable identifiers, references;
    Outcome outcome;
    int has_doctype;
} Reading;

static void fail(Reading *reading)
{
    if (reading->outcome == READING)
        reading->outcome = FAILED;
}

static void no_memory(Reading *reading)
{
    PyErr_NoMemory();
    fail(reading);
}

/* Python has raised something: Refusal is an answer, everything else an error. */
static void raised(Reading *reading)
{
    if (PyErr_ExceptionMatches(reading->tables->refusal)) {
        PyErr_Clear();
        reading->outcome = REFUSED;
    } else
        fail(reading);
}

/* Making and freeing mirrors */

static void free_plans(Plan *plan)
{
    while (plan != NULL) {
        Plan *next = plan->next;
        free(plan->names);
        free(plan->checks);
        free(plan->identifiers);
        free(plan);
        plan = next;
    }
}

static void free_mirror(Mirror *mirror)
{
    switch (mirror->kind) {
    case STATE:
        pointer_free(&((State *)mirror)->openings);
        text_free(&((State *)mirror)->texts);
        break;
    case FRAME:
        pointer_free(&((Frame *)mirror)->after);
        break;
    case CHECKS:
        text_free(&((Checks *)mirror)->seen);
        break;
    case OPENING: {
        PointerTable *plans = &((Opening *)mirror)->plans;
        for (size_t index = 0; index < plans->capacity; index++)
            free_plans(plans->entries[index].value);
        pointer_free(plans);
        break;
    }
    }
    free(mirror);
}

static void free_tables(TextTable *names, PointerTable *mirrors)
{
    for (size_t index = 0; index < mirrors->capacity; index++)
        if (mirrors->entries[index].key != NULL)
            free_mirror(mirrors->entries[index].value);
    for (size_t index = 0; index < mirrors->capacity; index++)
        Py_XDECREF((PyObject *)mirrors->entries[index].key);
    pointer_free(mirrors);
    for (size_t index = 0; index < names->capacity; index++)
        if (names->entries[index] != NULL)
            Py_DECREF((PyObject *)names->entries[index]->value);
    text_free(names);
}

/* Returns the mirror of *object*, new and empty if there was none; NULL with an error set. Sets *is_new*. */
static Mirror *mirror_of(Reading *reading, PyObject *object, Kind kind, size_t size, int *is_new)
{
    Mirror *mirror = pointer_get(&reading->tables->mirrors, object);
    *is_new = 0;
    if (mirror != NULL)
        return mirror;
    mirror = calloc(1, size);
    if (mirror == NULL || !pointer_put(&reading->tables->mirrors, object, mirror)) {
        free(mirror);
        no_memory(reading);
        return NULL;
    }
    Py_INCREF(object);
    mirror->kind = kind;
    mirror->object = object;
    *is_new = 1;
    return mirror;
}

/* Returns the truth of an attribute, -1 with an error set. */
static int flag(Reading *reading, PyObject *object, const char *name)
{
    PyObject *value = PyObject_GetAttrString(object, name);
    int truth = value == NULL ? -1 : PyObject_IsTrue(value);
    Py_XDECREF(value);
    if (truth < 0)
        fail(reading);
    return truth;
}

static State *state_of(Reading *reading, PyObject *object)
{
    int is_new;
    State *state = (State *)mirror_of(reading, object, STATE, sizeof *state, &is_new);
    if (state != NULL && is_new) {
        state->mixed = flag(reading, object, "mixed");
        state->decides = flag(reading, object, "decides");
        if (state->mixed < 0 || state->decides < 0)
            return NULL;
    }
    return state;
}

static Frame *frame_of(Reading *reading, PyObject *object)
{
    int is_new;
    return (Frame *)mirror_of(reading, object, FRAME, sizeof(Frame), &is_new);
}

static Checks *checks_of(Reading *reading, PyObject *object)
{
    int is_new;
    Checks *checks = (Checks *)mirror_of(reading, object, CHECKS, sizeof *checks, &is_new);
    if (checks != NULL && is_new) {
        checks->keeps = flag(reading, object, "keeps");
        checks->names = flag(reading, object, "takes_names");
        if (checks->keeps < 0 || checks->names < 0)
            return NULL;
    }
    return checks;
}

/* *object* is an Opening: frame, bare, plans, initial. */
static Opening *opening_of(Reading *reading, PyObject *object)
{
    int is_new;
    Opening *opening = (Opening *)mirror_of(reading, object, OPENING, sizeof *opening, &is_new);
    if (opening == NULL || !is_new)
        return opening;
    PyObject *frame = PyTuple_GetItem(object, 0), *bare = PyTuple_GetItem(object, 1);
    if (frame == NULL || bare == NULL) {
        fail(reading);
        return NULL;
    }
    opening->frame = frame_of(reading, frame);
    if (opening->frame == NULL)
        return NULL;
    if (bare != Py_None && (opening->bare = state_of(reading, bare)) == NULL)
        return NULL;
    return opening;
}

/* When the automaton has forgotten its states, or names are too many */

static int is_stale(Reading *reading)
{
    PyObject *value = PyObject_GetAttrString(reading->tables->automaton, "generation");
    long long generation = value == NULL ? -1 : PyLong_AsLongLong(value);
    Py_XDECREF(value);
    if (generation < 0 && PyErr_Occurred()) {
        fail(reading);
        return 0;
    }
    int stale = generation != reading->tables->generation || reading->tables->names.count > MOST_NAMES;
    reading->tables->generation = generation;
    return stale;
}

/* Takes the tables away from where the collector sees them: to drop a reference may make it run. */
static void detach(Tables *tables, TextTable *names, PointerTable *mirrors)
{
    *names = tables->names;
    *mirrors = tables->mirrors;
    tables->names = (TextTable){NULL, 0, 0};
    tables->mirrors = (PointerTable){NULL, 0, 0};
}

static void forget(Tables *tables)
{
    TextTable names;
    PointerTable mirrors;
    detach(tables, &names, &mirrors);
    free_tables(&names, &mirrors);
}

/* Begins new tables, with what this document still needs. Called between two events. */
static void renew(Reading *reading)
{
    TextTable names;
    PointerTable mirrors;
    detach(reading->tables, &names, &mirrors);
    State *state = state_of(reading, reading->state->mirror.object);
    for (size_t index = 0; state != NULL && index < reading->depth; index++) {
        Frame *frame = frame_of(reading, reading->stack[index]->mirror.object);
        if (frame == NULL)
            break;
        reading->stack[index] = frame;
    }
    reading->state = state;
    free_tables(&names, &mirrors);
}

/* Looking up, and asking Python for what is not there */

static TextEntry *name_of(Reading *reading, const char *text)
{
    size_t size = strlen(text);
    uint64_t hash = text_hash(text, size);
    TextTable *names = &reading->tables->names;
    TextEntry *entry = text_get(names, text, size, hash);
    if (entry != NULL)
        return entry;
    PyObject *string = PyUnicode_DecodeUTF8(text, (Py_ssize_t)size, NULL);
    if (string == NULL) {
        fail(reading);
        return NULL;
    }
    entry = text_add(names, text, size, hash, string);
    if (entry == NULL) {
        Py_DECREF(string);
        no_memory(reading);
    }
    return entry;
}

static Opening *opened(Reading *reading, State *state, const char *text)
{
    TextEntry *name = name_of(reading, text);
    if (name == NULL)
        return NULL;
    Opening *opening = pointer_get(&state->openings, name);
    if (opening != NULL)
        return opening;
    PyObject *object = PyObject_GetItem(state->mirror.object, name->value);
    if (object == NULL) {
        raised(reading);
        return NULL;
    }
    opening = opening_of(reading, object);
    Py_DECREF(object);
    if (opening != NULL && !pointer_put(&state->openings, name, opening)) {
        no_memory(reading);
        return NULL;
    }
    return opening;
}

static State *after_end(Reading *reading, Frame *frame, State *state)
{
    State *after = pointer_get(&frame->after, state);
    if (after != NULL)
        return after;
    PyObject *object = PyObject_GetItem(frame->mirror.object, state->mirror.object);
    if (object == NULL) {
        raised(reading);
        return NULL;
    }
    after = state_of(reading, object);
    Py_DECREF(object);
    if (after != NULL && !pointer_put(&frame->after, state, after)) {
        no_memory(reading);
        return NULL;
    }
    return after;
}

/* Returns where text leads that is not white space, NULL if nowhere or with an error set. */
static State *after_any_text(Reading *reading, State *state)
{
    if (!state->knows_text) {
        PyObject *object = PyObject_GetAttrString(state->mirror.object, "text");
        if (object == NULL) {
            fail(reading);
            return NULL;
        }
        state->text = object == Py_None ? NULL : state_of(reading, object);
        state->knows_text = 1;
        Py_DECREF(object);
    }
    if (state->text == NULL && reading->outcome == READING)
        reading->outcome = REFUSED;
    return state->text;
}

/* Keeps *text* in a table that is emptied when it is full; what is long will hardly come again. */
static int keep(TextTable *table, const char *text, size_t size, uint64_t hash, void *value)
{
    if (size > LONGEST_KEPT)
        return 1;
    if (table->count >= MOST_VALUES)
        text_free(table);
    return text_add(table, text, size, hash, value) != NULL;
}

/* Returns where this text leads, of which the state must know what it is. */
static State *after_text(Reading *reading, State *state, const char *text, size_t size)
{
    uint64_t hash = text_hash(text, size);
    TextEntry *entry = text_get(&state->texts, text, size, hash);
    if (entry != NULL)
        return entry->value;
    PyObject *string = PyUnicode_DecodeUTF8(text, (Py_ssize_t)size, NULL);
    PyObject *method = string == NULL ? NULL : PyObject_GetAttrString(state->mirror.object, "after_text");
    PyObject *object =
        method == NULL ? NULL : PyObject_CallFunctionObjArgs(method, string, reading->tables->context, NULL);
    Py_XDECREF(method);
    Py_XDECREF(string);
    if (object == NULL) {
        raised(reading);
        return NULL;
    }
    State *after = state_of(reading, object);
    Py_DECREF(object);
    if (after != NULL && !keep(&state->texts, text, size, hash, after)) {
        no_memory(reading);
        return NULL;
    }
    return after;
}

/* Attributes */

static int is_space(char character)
{
    return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}

static int is_blank(const char *text, size_t size)
{
    for (size_t index = 0; index < size; index++)
        if (!is_space(text[index]))
            return 0;
    return 1;
}

static void strip(const char **text, size_t *size)
{
    while (*size > 0 && is_space(**text)) {
        ++*text;
        --*size;
    }
    while (*size > 0 && is_space((*text)[*size - 1]))
        --*size;
}

/* Returns whether the text, stripped, is an NCName of ASCII; of any other name Python knows. */
static int is_plain_name(const char *text, size_t size)
{
    strip(&text, &size);
    if (size == 0)
        return 0;
    for (size_t index = 0; index < size; index++) {
        char one = text[index];
        int starts = (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || one == '_';
        int goes_on = (one >= '0' && one <= '9') || one == '-' || one == '.';
        if (!starts && !(index > 0 && goes_on))
            return 0;
    }
    return 1;
}

/* Looks the value up; 0 if it is refused or with an error set. */
static int is_allowed(Reading *reading, Checks *checks, const char *text)
{
    size_t size = strlen(text);
    if (checks->names && is_plain_name(text, size))
        return 1;
    uint64_t hash = text_hash(text, size);
    if (text_get(&checks->seen, text, size, hash) != NULL)
        return 1;
    PyObject *string = PyUnicode_DecodeUTF8(text, (Py_ssize_t)size, NULL);
    PyObject *answer = string == NULL ? NULL : PyObject_GetItem(checks->mirror.object, string);
    Py_XDECREF(string);
    if (answer == NULL) {
        raised(reading);
        return 0;
    }
    Py_DECREF(answer);
    if (checks->keeps && !keep(&checks->seen, text, size, hash, checks)) {
        no_memory(reading);
        return 0;
    }
    return 1;
}

/* Adds a text to a set. Returns 0 if it was there, -1 when there is no memory. */
static int note(TextTable *table, const char *text, size_t size)
{
    uint64_t hash = text_hash(text, size);
    if (text_get(table, text, size, hash) != NULL)
        return 0;
    return text_add(table, text, size, hash, NULL) != NULL ? 1 : -1;
}

static void read_identifier(Reading *reading, IdentifierKind kind, const char *text)
{
    size_t size = strlen(text);
    if (kind == ID) {
        strip(&text, &size);
        int added = note(&reading->identifiers, text, size);
        if (added < 0)
            no_memory(reading);
        else if (!added)
            reading->outcome = REFUSED;
        return;
    }
    const char *end = text + size;
    while (text < end) {
        const char *word = text;
        while (text < end && !is_space(*text))
            text++;
        if (text > word && note(&reading->references, word, (size_t)(text - word)) < 0) {
            no_memory(reading);
            return;
        }
        text++;
    }
}

static uint64_t names_hash(TextEntry *const *names, size_t count)
{
    uint64_t hash = count;
    for (size_t index = 0; index < count; index++)
        hash = mixed(hash ^ names[index]->hash);
    return hash | 1; /* a pointer that is not NULL */
}

/* Returns the names as Python's plans are keyed: the name itself, or a tuple of several. */
static PyObject *plan_key(TextEntry *const *names, size_t count)
{
    if (count == 1) {
        Py_INCREF((PyObject *)names[0]->value);
        return names[0]->value;
    }
    PyObject *key = PyTuple_New((Py_ssize_t)count);
    for (size_t index = 0; key != NULL && index < count; index++) {
        Py_INCREF((PyObject *)names[index]->value);
        if (PyTuple_SetItem(key, (Py_ssize_t)index, names[index]->value) < 0)
            Py_CLEAR(key);
    }
    return key;
}

/* Reads (index, something) out of a tuple of pairs; the something is borrowed. Returns 0 with an error set. */
static int pair_at(PyObject *pairs, size_t position, size_t most, size_t *index, PyObject **second)
{
    PyObject *pair = PyTuple_GetItem(pairs, (Py_ssize_t)position);
    PyObject *first = pair == NULL ? NULL : PyTuple_GetItem(pair, 0);
    *second = pair == NULL ? NULL : PyTuple_GetItem(pair, 1);
    if (first == NULL || *second == NULL)
        return 0;
    *index = PyLong_AsSize_t(first);
    if (PyErr_Occurred())
        return 0;
    if (*index >= most) {
        PyErr_SetString(PyExc_IndexError, "a plan speaks of an attribute that is not there");
        return 0;
    }
    return 1;
}

static int fill_checks(Reading *reading, Plan *plan, PyObject *pairs)
{
    Py_ssize_t count = PyTuple_Size(pairs);
    if (count < 0)
        return 0;
    if (count > 0 && (plan->checks = calloc((size_t)count, sizeof *plan->checks)) == NULL) {
        PyErr_NoMemory();
        return 0;
    }
    for (; plan->check_count < (size_t)count; plan->check_count++) {
        Check *check = &plan->checks[plan->check_count];
        PyObject *checks;
        if (!pair_at(pairs, plan->check_count, 2 * plan->name_count, &check->index, &checks))
            return 0;
        if ((check->checks = checks_of(reading, checks)) == NULL)
            return 0;
    }
    return 1;
}

static int fill_identifiers(Plan *plan, PyObject *pairs)
{
    Py_ssize_t count = PyTuple_Size(pairs);
    if (count < 0)
        return 0;
    if (count > 0 && (plan->identifiers = calloc((size_t)count, sizeof *plan->identifiers)) == NULL) {
        PyErr_NoMemory();
        return 0;
    }
    for (; plan->identifier_count < (size_t)count; plan->identifier_count++) {
        Identifier *identifier = &plan->identifiers[plan->identifier_count];
        PyObject *kind;
        if (!pair_at(pairs, plan->identifier_count, 2 * plan->name_count, &identifier->index, &kind))
            return 0;
        identifier->kind = PyUnicode_CompareWithASCIIString(kind, "ID") == 0 ? ID : IDREF;
    }
    return 1;
}

/* Fills a plan from Python's: checks, after, identifiers, contextual (which is empty, see the type's documentation). */
static int fill_plan(Reading *reading, Plan *plan, PyObject *object)
{
    PyObject *checks = PyTuple_GetItem(object, 0), *after = PyTuple_GetItem(object, 1);
    PyObject *identifiers = PyTuple_GetItem(object, 2);
    if (checks == NULL || after == NULL || identifiers == NULL)
        return 0;
    if (after != Py_None && (plan->after = state_of(reading, after)) == NULL)
        return 0;
    return fill_checks(reading, plan, checks) && fill_identifiers(plan, identifiers);
}

static Plan *new_plan(Reading *reading, Opening *opening, TextEntry *const *names, size_t count)
{
    PyObject *key = plan_key(names, count);
    PyObject *plans = PyTuple_GetItem(opening->mirror.object, 2);
    PyObject *object = key == NULL || plans == NULL ? NULL : PyObject_GetItem(plans, key);
    Py_XDECREF(key);
    if (object == NULL) {
        raised(reading);
        return NULL;
    }
    Plan *plan = calloc(1, sizeof *plan);
    if (plan != NULL && (plan->names = malloc(count * sizeof *plan->names)) != NULL) {
        memcpy(plan->names, names, count * sizeof *plan->names);
        plan->name_count = count;
        if (fill_plan(reading, plan, object)) {
            Py_DECREF(object);
            return plan;
        }
    } else
        PyErr_NoMemory();
    Py_DECREF(object);
    free_plans(plan);
    fail(reading);
    return NULL;
}

static Plan *planned(Reading *reading, Opening *opening, TextEntry *const *names, size_t count)
{
    const void *key = (const void *)(uintptr_t)names_hash(names, count);
    Plan *first = pointer_get(&opening->plans, key);
    for (Plan *plan = first; plan != NULL; plan = plan->next)
        if (plan->name_count == count && memcmp(plan->names, names, count * sizeof *names) == 0)
            return plan;
    Plan *plan = new_plan(reading, opening, names, count);
    if (plan == NULL)
        return NULL;
    plan->next = first;
    if (!pointer_put(&opening->plans, key, plan)) {
        plan->next = NULL;
        free_plans(plan);
        no_memory(reading);
        return NULL;
    }
    return plan;
}

/* Returns the state inside the element, where that depends on its attributes' values. */
static State *walked(Reading *reading, Opening *opening, const char **attributes, size_t count)
{
    PyObject *listed = PyList_New(0);
    for (size_t index = 0; listed != NULL && index < 2 * count; index++) {
        PyObject *string = PyUnicode_DecodeUTF8(attributes[index], (Py_ssize_t)strlen(attributes[index]), NULL);
        if (string == NULL || PyList_Append(listed, string) < 0)
            Py_CLEAR(listed);
        Py_XDECREF(string);
    }
    PyObject *walk = listed == NULL ? NULL : PyObject_GetAttrString(reading->tables->automaton, "walk");
    PyObject *object = walk == NULL ? NULL
                                    : PyObject_CallFunctionObjArgs(walk, opening->mirror.object, listed,
                                                                   reading->tables->context, NULL);
    Py_XDECREF(walk);
    Py_XDECREF(listed);
    if (object == NULL) {
        raised(reading);
        return NULL;
    }
    State *state = state_of(reading, object);
    Py_DECREF(object);
    return state;
}

/* Returns how many attributes there are, having looked up their names; 0 with an error set. */
static size_t attribute_names(Reading *reading, const char **attributes)
{
    size_t count = 0;
    for (; attributes[2 * count] != NULL; count++) {
        if (count == reading->attribute_capacity) {
            size_t capacity = 2 * count + 8;
            TextEntry **larger = realloc(reading->attribute_names, capacity * sizeof *larger);
            if (larger == NULL) {
                no_memory(reading);
                return 0;
            }
            reading->attribute_names = larger;
            reading->attribute_capacity = capacity;
        }
        reading->attribute_names[count] = name_of(reading, attributes[2 * count]);
        if (reading->attribute_names[count] == NULL)
            return 0;
    }
    return count;
}

static State *with_attributes(Reading *reading, Opening *opening, const char **attributes)
{
    size_t count = attribute_names(reading, attributes);
    for (size_t index = 0; reading->longest && index < count; index++)
        if (strlen(attributes[2 * index + 1]) > reading->longest) {
            reading->outcome = REFUSED;
            return NULL;
        }
    Plan *plan = count ? planned(reading, opening, reading->attribute_names, count) : NULL;
    if (plan == NULL)
        return NULL;
    for (size_t index = 0; index < plan->check_count; index++)
        if (!is_allowed(reading, plan->checks[index].checks, attributes[plan->checks[index].index]))
            return NULL;
    for (size_t index = 0; index < plan->identifier_count && reading->outcome == READING; index++)
        read_identifier(reading, plan->identifiers[index].kind, attributes[plan->identifiers[index].index]);
    if (reading->outcome != READING)
        return NULL;
    return plan->after != NULL ? plan->after : walked(reading, opening, attributes, count);
}

/* expat's handlers */

static int push(Reading *reading, Frame *frame)
{
    if (reading->depth == reading->most_depth) {
        reading->outcome = REFUSED;
        return 0;
    }
    if (reading->depth == reading->stack_capacity) {
        size_t capacity = reading->stack_capacity ? 2 * reading->stack_capacity : 64;
        Frame **larger = realloc(reading->stack, capacity * sizeof *larger);
        if (larger == NULL) {
            no_memory(reading);
            return 0;
        }
        reading->stack = larger;
        reading->stack_capacity = capacity;
    }
    reading->stack[reading->depth++] = frame;
    return 1;
}

/* Goes to *state*; if that has been a new one, the automaton may have forgotten the others. */
static void go_to(Reading *reading, State *state, size_t mirrors_before)
{
    reading->state = state;
    if (reading->tables->mirrors.count == mirrors_before && reading->tables->names.count <= MOST_NAMES)
        return;
    if (is_stale(reading))
        renew(reading);
}

static void handle_start(void *data, const char *name, const char **attributes)
{
    Reading *reading = data;
    if (reading->outcome != READING)
        return;
    size_t mirrors_before = reading->tables->mirrors.count;
    State *state = reading->state;
    if (reading->pending_size) {
        /* Between tags, white space is layout. */
        if (!is_blank(reading->pending, reading->pending_size))
            state = after_text(reading, state, reading->pending, reading->pending_size);
        reading->pending_size = 0;
        if (state == NULL)
            return;
    }
    Opening *opening = opened(reading, state, name);
    if (opening == NULL || !push(reading, opening->frame))
        return;
    State *inside = attributes[0] == NULL ? opening->bare : with_attributes(reading, opening, attributes);
    if (inside != NULL)
        go_to(reading, inside, mirrors_before);
    else if (reading->outcome == READING)
        reading->outcome = REFUSED;
}

static void handle_end(void *data, const char *name)
{
    Reading *reading = data;
    (void)name;
    if (reading->outcome != READING)
        return;
    size_t mirrors_before = reading->tables->mirrors.count;
    State *state = reading->state;
    if (reading->pending_size) {
        state = after_text(reading, state, reading->pending, reading->pending_size);
        reading->pending_size = 0;
        if (state == NULL)
            return;
    }
    State *after = after_end(reading, reading->stack[--reading->depth], state);
    if (after != NULL)
        go_to(reading, after, mirrors_before);
}

static void handle_text(void *data, const char *text, int size)
{
    Reading *reading = data;
    if (reading->outcome != READING || reading->state->mixed)
        return;
    if (!reading->state->decides) {
        if (!is_blank(text, (size_t)size)) {
            State *after = after_any_text(reading, reading->state);
            if (after != NULL)
                reading->state = after;
        }
        return;
    }
    size_t needed = reading->pending_size + (size_t)size;
    if (needed > reading->pending_capacity) {
        char *larger = realloc(reading->pending, 2 * needed);
        if (larger == NULL) {
            no_memory(reading);
            return;
        }
        reading->pending = larger;
        reading->pending_capacity = 2 * needed;
    }
    memcpy(reading->pending + reading->pending_size, text, (size_t)size);
    reading->pending_size = needed;
}

static void handle_doctype(void *data, const char *name, const char *system, const char *public, int internal)
{
    Reading *reading = data;
    (void)name, (void)system, (void)public, (void)internal;
    reading->has_doctype = 1;
    if (reading->outcome == READING)
        reading->outcome = REFUSED;
}

/* Reading a document */

static XML_Parser new_parser(Reading *reading)
{
    XML_Parser parser = expat->parser_create("UTF-8", NULL, "\n");
    if (parser == NULL) {
        no_memory(reading);
        return NULL;
    }
    expat->set_user_data(parser, reading);
    expat->set_element_handler(parser, handle_start, handle_end);
    expat->set_text_handler(parser, handle_text);
    expat->set_doctype_handler(parser, handle_doctype);
    return parser;
}

/* Has expat read some bytes. What is not well-formed is refused. */
static void parse(Reading *reading, XML_Parser parser, const char *text, size_t size, int is_final)
{
    do {
        int piece = size > PIECE ? PIECE : (int)size;
        int last = is_final && (size_t)piece == size;
        if (!expat->parse(parser, text, piece, last) && reading->outcome == READING)
            reading->outcome = REFUSED;
        if (reading->outcome == READING && PyErr_CheckSignals() < 0)
            fail(reading);
        text += piece;
        size -= (size_t)piece;
    } while (size > 0 && reading->outcome == READING);
}

static void parse_pieces(Reading *reading, XML_Parser parser, PyObject *pieces)
{
    PyObject *iterator = PyObject_GetIter(pieces), *piece = NULL;
    while (reading->outcome == READING && iterator != NULL && (piece = PyIter_Next(iterator)) != NULL) {
        char *text;
        Py_ssize_t size;
        if (PyBytes_AsStringAndSize(piece, &text, &size) == 0)
            parse(reading, parser, text, (size_t)size, 0);
        else
            fail(reading);
        Py_DECREF(piece);
    }
    Py_XDECREF(iterator);
    if (PyErr_Occurred())
        fail(reading);
    if (reading->outcome == READING)
        parse(reading, parser, "", 0, 1);
}

/* Returns whether every identifier that is referred to is there. */
static int is_complete(const Reading *reading)
{
    for (size_t index = 0; index < reading->references.capacity; index++) {
        const TextEntry *word = reading->references.entries[index];
        if (word != NULL && text_get(&reading->identifiers, word->text, word->size, word->hash) == NULL)
            return 0;
    }
    return 1;
}

static PyObject *answer(Reading *reading)
{
    if (reading->outcome == FAILED)
        return NULL;
    if (reading->has_doctype)
        Py_RETURN_NONE;
    return PyBool_FromLong(reading->outcome == READING && is_complete(reading));
}

static State *start_state(Reading *reading)
{
    PyObject *start = PyObject_GetAttrString(reading->tables->automaton, "start");
    PyObject *object = start == NULL ? NULL : PyObject_CallFunctionObjArgs(start, NULL);
    Py_XDECREF(start);
    State *state = NULL;
    if (object == NULL)
        fail(reading);
    else {
        /* The tables must be of the generation that the state is of. */
        if (is_stale(reading))
            forget(reading->tables);
        if (reading->outcome == READING)
            state = state_of(reading, object);
    }
    Py_XDECREF(object);
    return state;
}

/* *arguments* are the document, or its pieces, how deep its elements may be nested, and how long its attributes may be,
   in bytes, 0 for any length. */
static PyObject *accepted(Tables *tables, PyObject *arguments, int in_pieces)
{
    PyObject *source;
    Py_ssize_t most_depth, longest;
    if (!PyArg_ParseTuple(arguments, "Onn", &source, &most_depth, &longest))
        return NULL;
    if (tables->busy)
        Py_RETURN_NONE;
    tables->busy = 1;
    Reading reading = {.tables = tables, .most_depth = most_depth < 0 ? 0 : (size_t)most_depth};
    reading.longest = longest < 0 ? 0 : (size_t)longest;
    reading.state = start_state(&reading);
    XML_Parser parser = reading.state == NULL ? NULL : new_parser(&reading);
    if (parser != NULL) {
        char *text;
        Py_ssize_t size;
        if (in_pieces)
            parse_pieces(&reading, parser, source);
        else if (PyBytes_AsStringAndSize(source, &text, &size) == 0)
            parse(&reading, parser, text, (size_t)size, 1);
        else
            fail(&reading);
        expat->parser_free(parser);
    }
    PyObject *result = answer(&reading);
    free(reading.stack);
    free(reading.pending);
    free(reading.attribute_names);
    text_free(&reading.identifiers);
    text_free(&reading.references);
    tables->busy = 0;
    return result;
}

/* The type */

static PyObject *tables_accepts(PyObject *self, PyObject *arguments)
{
    return accepted((Tables *)self, arguments, 0);
}

static PyObject *tables_accepts_pieces(PyObject *self, PyObject *arguments)
{
    return accepted((Tables *)self, arguments, 1);
}

static PyObject *tables_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords)
{
    static char *names[] = {"automaton", "refusal", "context", NULL};
    PyObject *automaton, *refusal, *context;
    if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "OOO", names, &automaton, &refusal, &context))
        return NULL;
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Tables *tables = (Tables *)allocate(type, 0);
    if (tables == NULL)
        return NULL;
    Py_INCREF(automaton);
    Py_INCREF(refusal);
    Py_INCREF(context);
    tables->automaton = automaton;
    tables->refusal = refusal;
    tables->context = context;
    return (PyObject *)tables;
}

static int tables_traverse(PyObject *self, visitproc visit, void *arg)
{
    Tables *tables = (Tables *)self;
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(tables->automaton);
    Py_VISIT(tables->refusal);
    Py_VISIT(tables->context);
    for (size_t index = 0; index < tables->mirrors.capacity; index++)
        Py_VISIT((PyObject *)tables->mirrors.entries[index].key);
    return 0;
}

static int tables_clear(PyObject *self)
{
    Tables *tables = (Tables *)self;
    forget(tables);
    Py_CLEAR(tables->automaton);
    Py_CLEAR(tables->refusal);
    Py_CLEAR(tables->context);
    return 0;
}

static void tables_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    tables_clear(self);
    ((freefunc)PyType_GetSlot(type, Py_tp_free))(self);
    Py_DECREF(type);
}

static PyMethodDef tables_methods[] = {
    {"accepts", tables_accepts, METH_VARARGS,
     "Return whether the automaton accepts the document in *data*, which is UTF-8; None if it has a DOCTYPE.\n\n"
     "What is not well-formed, or nested more deeply than *depth*, or with an attribute\n"
     "of more than *longest* bytes where that is not 0, is not accepted. None, too, while another thread uses these tables."},
    {"accepts_pieces", tables_accepts_pieces, METH_VARARGS,
     "Return what accepts does, for a document that comes in pieces, which are bytes."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot tables_slots[] = {
    {Py_tp_doc, "The ways of one automaton that have been found, mirrored in C.\n\n"
                "Not for an automaton whose answers depend on the declarations in scope."},
    {Py_tp_new, tables_new},
    {Py_tp_traverse, tables_traverse},
    {Py_tp_clear, tables_clear},
    {Py_tp_dealloc, tables_dealloc},
    {Py_tp_methods, tables_methods},
    {0, NULL},
};

static PyType_Spec tables_spec = {
    .name = "tei.relaxng._accelerator.Tables",
    .basicsize = sizeof(Tables),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = tables_slots,
};

/* The module */

static int find_expat(void)
{
    const Expat *found = PyCapsule_Import(CAPSULE, 0);
    if (found == NULL) {
        PyErr_Clear();
        PyErr_SetString(PyExc_ImportError, "this Python does not share its expat");
        return 0;
    }
    if (strcmp(found->magic, MAGIC) != 0 || (size_t)found->size < sizeof *found) {
        PyErr_SetString(PyExc_ImportError, "this Python shares its expat in a form that is not known here");
        return 0;
    }
    expat = found;
    return 1;
}

/* Python's own hash of a text differs from process to process. */
static int seed_hashes(void)
{
    PyObject *text = PyUnicode_FromString("tei.relaxng");
    Py_hash_t hash = text == NULL ? -1 : PyObject_Hash(text);
    Py_XDECREF(text);
    if (hash == -1 && PyErr_Occurred())
        return 0;
    hash_seed = (uint64_t)hash;
    return 1;
}

static int module_exec(PyObject *module)
{
    if (!find_expat() || !seed_hashes())
        return -1;
    PyObject *type = PyType_FromSpec(&tables_spec);
    if (type == NULL)
        return -1;
    int added = PyModule_AddType(module, (PyTypeObject *)type);
    Py_DECREF(type);
    return added;
}

static PyModuleDef_Slot module_slots[] = {
    {Py_mod_exec, module_exec},
    {0, NULL},
};

static struct PyModuleDef module_definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "_accelerator",
    .m_doc = "The fast pass of tei.relaxng in C; see tei.relaxng.driver.",
    .m_slots = module_slots,
};

PyMODINIT_FUNC PyInit__accelerator(void)
{
    return PyModuleDef_Init(&module_definition);
}
